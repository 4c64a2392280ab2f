"""The network of the reader: an encoder with three heads, as it is trained and exported."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn
from transformers import BertConfig, BertModel

from assistant.reading.reader import POSITIONS
from assistant.reading.tags import TAGS, WANTS
from eval.reader.pretrained import LAYERS, Pretrained

_LABELS = 1 + 2 * len(TAGS)
_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


class Network(nn.Module):
    """Pieces in; labels of each, wants of the whole, and how likely two texts mean the same."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.labels = nn.Sequential(nn.Dropout(0.1), nn.Linear(size, _LABELS))
        self.wants = nn.Sequential(
            nn.Linear(2 * size, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, len(WANTS))
        )
        self.same = nn.Sequential(
            nn.Linear(2 * size, size), nn.GELU(), nn.Dropout(0.1), nn.Linear(size, 1)
        )

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """All three heads over a batch."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        mask = (attention_mask * token_type_ids).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1)
        whole = torch.cat([hidden[:, 0], mean], dim=-1)
        return self.labels(hidden), self.wants(whole), self.same(whole).squeeze(-1)


def empty_network(pieces: int) -> Network:
    """The network for a number of pieces, without what it has learnt."""
    config = BertConfig(
        vocab_size=pieces, hidden_size=384, num_hidden_layers=len(LAYERS),
        num_attention_heads=12, intermediate_size=1536, max_position_embeddings=POSITIONS,
        type_vocab_size=2, layer_norm_eps=1e-12, pad_token_id=1,
    )  # fmt: skip
    config._attn_implementation = "eager"
    return Network(BertModel(config, add_pooling_layer=False))


def network_of(pretrained: Pretrained, kept: list[int]) -> Network:
    """The network with the pretrained weights of the kept pieces and layers."""
    network = empty_network(len(kept))
    encoder = network.encoder
    tensors = pretrained.tensors
    state: dict[str, Any] = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, 384)[kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, 384)[:POSITIONS],
        "embeddings.token_type_embeddings.weight": _types(tensors["emb.type"]),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for at, layer in enumerate(LAYERS):
        for short, name in _NAMES.items():
            shape = (-1, 1536) if short == "fo" else (-1, 384)
            weight = tensors[f"l{layer}.{short}.w"]
            matrix = weight if short in ("aln", "oln") else weight.reshape(shape)
            state[f"encoder.layer.{at}.{name}.weight"] = matrix
            state[f"encoder.layer.{at}.{name}.bias"] = tensors[f"l{layer}.{short}.b"]
    tensors_ = {
        name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()
    }
    missing = encoder.load_state_dict(tensors_, strict=False).missing_keys
    assert not [name for name in missing if "position_ids" not in name], missing
    return network


def _types(kinds: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Both types as the first, which alone was pretrained: the second learns to differ."""
    first = kinds.reshape(-1, 384)[0]
    return np.stack([first, first])
