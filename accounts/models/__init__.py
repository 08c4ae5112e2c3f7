from .post import Post
from .session import Session
from .user import User

__all__ = ["Post", "Session", "User"]
