"""The logger of gunicorn: its lines name no address that opens a preview."""

from typing import Any

from gunicorn.glogging import Logger

from newsroom.log_redaction import WithoutKeys, without_keys


# The library comes without types.
class AccessLogger(Logger):  # type: ignore[misc]
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(WithoutKeys())

    def atoms(self, *args: Any) -> dict[str, Any]:
        """The parts of a line of the access log: the request, where its reader came from, …"""
        parts: dict[str, Any] = super().atoms(*args)
        for name, value in parts.items():
            if isinstance(value, str):
                parts[name] = without_keys(value)
        return parts
