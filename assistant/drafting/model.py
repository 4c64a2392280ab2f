"""A language model behind an OpenAI-compatible address, or any other LLM of LlamaIndex.

Optional: without one, everything works. The home of the packages that speak to it. A model that
fails, in whatever way, is one error with a reason; nothing of its message (which may quote the
key) goes further.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ingest.errors import MingzhangError
from ingest.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

Failure = Literal["time_out", "unreachable", "error", "rubbish", "empty", "refusal", "unchecked"]
"""Why a model wrote nothing that can be shown; ``prompts.yaml`` has the words for each."""

_log = logging.getLogger(__name__)


class ModelFailed(Exception):
    """The model wrote nothing that can be shown: ``reason`` says why. Never shows its key."""

    def __init__(self, reason: Failure) -> None:
        super().__init__(reason)
        self.reason: Failure = reason


class Model:
    """A language model that writes text. Threads may share it; nothing is loaded before its use."""

    def __init__(self, make: Callable[[], LLM], time_out: float) -> None:
        """``make`` gives the LLM of LlamaIndex at first use; ``time_out`` (seconds) bounds the
        wait for the next piece of a reply, and the time at which pieces are still taken."""
        self._make = make
        self._time_out = time_out

    @cached_property
    def llm(self) -> LLM:
        """The LLM of LlamaIndex."""
        return self._make()

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The reply to an instruction and a text, piece by piece. Raises ModelFailed."""
        from httpx import HTTPError, InvalidURL, TimeoutException
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        failures: tuple[tuple[Failure, tuple[type[Exception], ...]], ...] = (
            ("time_out", (APITimeoutError, TimeoutException, TimeoutError)),
            ("error", (APIStatusError,)),
            ("unreachable", (APIConnectionError, HTTPError, InvalidURL, OSError)),
            # What is no reply in the form agreed on fails wherever it is first taken for one.
            ("rubbish", (OpenAIError, ValueError, TypeError, AttributeError, LookupError)),
        )
        expected = tuple(kind for _, kinds in failures for kind in kinds)
        try:
            yield from self._pieces(system, user)
        except expected as error:
            reason = next(name for name, kinds in failures if isinstance(error, kinds))
            _log.warning(
                "语言模型没有作答 (the model failed): %s, %s", reason, type(error).__name__
            )
            raise ModelFailed(reason) from None

    def _pieces(self, system: str, user: str) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage, MessageRole

        until = time.monotonic() + self._time_out
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        for reply in self.llm.stream_chat(messages):
            if time.monotonic() > until:
                raise TimeoutError
            if reply.delta:
                yield reply.delta


def model_of(settings: Settings) -> Model | None:
    """The model that the settings name, None where they name none.

    Raises MingzhangError where an address is set but no name of a model.
    """
    if not settings.llm_url:
        return None
    if not settings.llm_model:
        raise MingzhangError(
            "设置了 MINGZHANG_LLM_URL，但没有模型名称，请设置 MINGZHANG_LLM_MODEL "
            "(an address of a model is set, but not its name)"
        )
    return Model(lambda: _open_ai_like(settings), settings.llm_timeout)


def _open_ai_like(settings: Settings) -> LLM:
    from llama_index.core.callbacks import CallbackManager
    from llama_index.llms.openai_like import OpenAILike

    return OpenAILike(
        model=settings.llm_model,
        api_base=settings.llm_url,
        # Endpoints without keys take any.
        api_key=settings.llm_key.get_secret_value() or "none",
        is_chat_model=True,
        temperature=0.0,
        timeout=settings.llm_timeout,
        max_retries=0,
        callback_manager=CallbackManager([]),
    )
