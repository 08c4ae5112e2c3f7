from .post import Post
from .post_change import PostChange
from .session import Session
from .user import User

__all__ = ["Post", "PostChange", "Session", "User"]
