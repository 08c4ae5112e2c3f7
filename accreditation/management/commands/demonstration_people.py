"""Say who can sign in as what in a demonstration."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.choices import PostKind
from accounts.models import User


class Command(BaseCommand):
    help = "List the invented people and what they do. They sign in by one click."

    def handle(self, *_args: Any, **_options: Any) -> None:
        people = User.objects.filter(invented=True).prefetch_related("posts", "memberships__city")
        for person in people:
            self.stdout.write(f"  {person.name:<24} {', '.join(duties(person))}")


def duties(person: User) -> list[str]:
    """What a person does here, in words: their posts and the cities they speak for."""
    posts = [str(PostKind(post.kind).label) for post in person.posts.all()]
    cities = [f"{one.get_role_display()}, {one.city}" for one in person.memberships.all()]
    return posts + cities
