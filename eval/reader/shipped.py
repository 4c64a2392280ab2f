"""Reads the trained weights back from the file that ships, to be trained further."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from eval.reader.network import Network, empty_network
from eval.reader.pretrained import LAYERS

_BLOCK = 32
_MIDDLE = 128
"""What stands for nothing in 8 bit."""
_PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The matrices of a layer in the order in which they are worked with."""
_EMBEDDINGS = ("word", "token_type", "position")


def network_shipped(path: Path) -> Network:
    """The network of a ``reader.onnx``. Needs the extra ``train``."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = _embeddings(held) | _matrices(graph, held)
    pieces = len(held["encoder.embeddings.word_embeddings.weight_Q4"])
    network = empty_network(pieces)
    plain = {name: torch.tensor(held[name]) for name in network.state_dict() if name in held}
    network.load_state_dict(plain | state)
    return network


def _embeddings(held: dict[str, Any]) -> dict[str, torch.Tensor]:
    found = {}
    for kind in _EMBEDDINGS:
        name = f"encoder.embeddings.{kind}_embeddings.weight"
        blocks = held[f"{name}_Q4"].astype(np.float32)
        blocks = blocks.reshape(len(blocks), -1, _BLOCK)
        scales = held[f"{name}_scales"].astype(np.float32).reshape(len(blocks), -1, 1)
        found[name] = torch.tensor((blocks * scales).reshape(len(blocks), -1))
    return found


def _matrices(graph: Any, held: dict[str, Any]) -> dict[str, torch.Tensor]:
    layers = range(len(LAYERS))
    names = [f"encoder.encoder.layer.{at}.{part}.weight" for at in layers for part in _PARTS]
    names.append("labels.1.weight")
    nodes = [node for node in graph.node if node.op_type == "MatMulNBits"]
    found = {}
    for name, node in zip(names, nodes, strict=True):
        size = {attribute.name: attribute.i for attribute in node.attribute}
        blocks = held[node.input[1]].astype(np.float32).reshape(size["N"], -1, _BLOCK)
        scales = held[node.input[2]].astype(np.float32).reshape(size["N"], -1, 1)
        matrix = ((blocks - _MIDDLE) * scales).reshape(size["N"], size["K"])
        found[name] = torch.tensor(matrix)
    return found


def mean_of(trained: Network, before: Network) -> Network:
    """The network in the middle between what was and what further training made of it (a model
    soup, Wortsman et al. 2022): the trained one, changed."""
    old = before.state_dict()
    mean = {
        name: (old[name] + weights) / 2 if weights.is_floating_point() else weights
        for name, weights in trained.state_dict().items()
    }
    trained.load_state_dict(mean)
    return trained
