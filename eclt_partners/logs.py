"""How are logs written? One JSON object a line, with the request id."""

import logging.config
import re

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A personal link of a partner, a calendar's address, a way out of mails, a link for a
# new password: each opens something without a password. The link that confirms a new
# address shows the address to whoever unpacks it.
_TOKEN = re.compile(
    r"(/r/|/calendar/|/mails/|/password/reset/key/|/account/address/)[^/\s\"']+"
)


def hide_tokens(_logger: WrappedLogger, _name: str, line: EventDict) -> EventDict:
    """Take what opens something without a password out of every text of a log line."""
    return {
        key: _TOKEN.sub(r"\1hidden", value) if isinstance(value, str) else value
        for key, value in line.items()
    }


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]


def logging_settings(*, level: str, as_json: bool) -> None:
    """Set up structlog and the standard library's logging alike.

    Args:
        level: the lowest level written, for example "INFO".
        as_json: JSON lines for machines, or plain lines for people.
    """
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        hide_tokens,
                        renderer,
                    ],
                }
            },
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line"}
            },
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "django.server": {"propagate": True},
                # Each step of each PDF, told at INFO, is of no use to anybody.
                "weasyprint.progress": {"level": "WARNING"},
                "fontTools": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
