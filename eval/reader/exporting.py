"""Writes a trained network as the files that ship: trained weights in 8 bit, pieces in 4 bit.

The embedding of pieces is not trained, so that 4 bit, in which it came, lose nothing; trained
weights in 4 bit would fall back to what they were before.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import torch

from eval.reader.network import Network
from eval.reader.pretrained import Pretrained

_BLOCK = 32


def export(network: Network, path: Path) -> None:
    """The network as an onnx file. Needs the extra ``train``."""
    import onnx
    from onnxruntime.quantization import matmul_nbits_quantizer as nbits

    path.parent.mkdir(parents=True, exist_ok=True)
    for name in ("onnxruntime.quantization.matmul_nbits_quantizer", "onnx_ir", "onnxscript"):
        logging.getLogger(name).setLevel(logging.WARNING)
    whole = path.with_name("whole.onnx")
    ids = torch.tensor([[0, 5, 6, 7, 2], [0, 8, 2, 1, 1]])
    given = (ids, (ids != 1).long(), torch.zeros_like(ids))
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=192)
    shape = {0: batch, 1: length}
    torch.onnx.export(
        network, given, str(whole), dynamo=True, opset_version=18,
        input_names=["input_ids", "attention_mask", "token_type_ids"],
        output_names=["labels", "wants", "same"], dynamic_shapes=(shape, shape, shape),
        verbose=False,
    )  # fmt: skip
    model = onnx.load(str(whole))
    for bits, kinds in ((8, ("MatMul",)), (4, ("Gather",))):
        chosen = nbits.DefaultWeightOnlyQuantConfig(
            block_size=_BLOCK, is_symmetric=True, accuracy_level=4, bits=bits,
            op_types_to_quantize=kinds,
        )  # fmt: skip
        quantizer = nbits.MatMulNBitsQuantizer(model, algo_config=chosen)
        quantizer.process()
        model = quantizer.model.model
    _without_origin(model)
    onnx.save(model, str(path))
    for part in path.parent.glob("whole.onnx*"):
        part.unlink()


def _without_origin(model: Any) -> None:
    """Leaves out where each step was written in the source, which names folders of the machine."""
    for holder in (model, model.graph, *model.functions):
        holder.doc_string = ""
        del holder.metadata_props[:]
    graphs = (model.graph, *model.functions)
    for one in (node for graph in graphs for node in graph.node):
        one.doc_string = ""
        del one.metadata_props[:]
    for one in (*model.graph.value_info, *model.graph.initializer):
        del one.metadata_props[:]


def write_pieces(pretrained: Pretrained, kept: list[int], folder: Path) -> None:
    """The pieces and the spelling of letters as ``pieces.json``."""
    told = {"pieces": [pretrained.pieces[at] for at in kept], "spelling": pretrained.spelling}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (folder / "pieces.json").write_text(text, encoding="utf-8")
