"""How long a connection may say nothing: whoever opens many and says nothing would keep everybody else out."""

from asyncio import Transport
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 10  # seconds for one request to be there as a whole, but for its body


class Patient(H11Protocol):
    """A connection that is closed when no request begins on it for so long, and none is being answered."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as the one above has it
        """Open it, and look at it from time to time."""
        super().connection_made(transport)
        self._look_again()

    def _look_again(self) -> None:
        self.loop.call_later(PATIENCE, self._look, self.cycle)

    def _look(self, before: Any) -> None:
        """Close what stands still; `before` is the request that was the last one when this was looked at before."""
        is_idle = self.cycle is None or self.cycle.response_complete
        if self.transport.is_closing():
            return
        if is_idle and self.cycle is before:
            self.transport.close()
        else:
            self._look_again()
