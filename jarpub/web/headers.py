"""What every answer of the preview tells a browser about what may be done with it."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Callable[[], Awaitable[Message]], Send], Awaitable[None]]

EVERYWHERE = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
OURS = "/browser/"  # and "/", the page that they belong to
SHOWN_INSIDE = ("/pages/", "/files/")  # publications stand inside the preview's own page, and say more about themselves
POLICIES = {
    "ours": "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "shown inside": "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "data": "default-src 'none'; frame-ancestors 'none'",
}


def headers_of(path: str) -> Mapping[str, str]:
    """The headers of whatever is answered under this path."""
    inside = path.startswith(SHOWN_INSIDE)
    kind = "shown inside" if inside else "ours" if path == "/" or path.startswith(OURS) else "data"
    return {
        **EVERYWHERE,
        "Content-Security-Policy": POLICIES[kind],
        "X-Frame-Options": "SAMEORIGIN" if inside else "DENY",
    }


def with_headers(application: Application) -> Application:
    """The application with these headers at each answer, a refusal or a fault included."""

    async def answered(scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.lower().encode(), value.encode()) for name, value in headers_of(scope["path"]).items()]
                message["headers"] = [*message.get("headers", ()), *own]
            await send(message)

        await application(scope, receive, send_on)

    return answered
