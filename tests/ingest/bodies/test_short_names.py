"""What people call a body: by rule and by standard contractions, never a body of another name."""

from __future__ import annotations

import pytest

from ingest.bodies.short_names import how_called, is_called


@pytest.mark.parametrize(
    ("said", "publisher"),
    [
        ("云溪口岸办", "云溪市人民政府口岸办公室"),
        ("云溪市口岸办", "云溪市人民政府口岸办公室"),
        ("口岸办", "云溪市人民政府口岸办公室"),
        ("云溪住建局", "云溪市住房和城乡建设局"),
        ("云溪巡特警", "云溪市公安局特警支队"),
        ("云溪交警支队", "云溪市公安局交通管理支队"),
        ("云溪商务委", "云溪市商务委员会"),
        ("云溪市委宣传部", "中国共产党云溪市委员会宣传部"),
        ("云溪工信局", "云溪市工业和信息化局"),
        ("云溪人社局", "云溪市人力资源和社会保障局"),
        ("云溪市监局", "云溪市市场监督管理局"),
        ("云溪市场监管局", "云溪市市场监督管理局"),
        ("云溪退役军人局", "云溪市退役军人事务局"),
        ("云溪市国资委", "云溪市人民政府国有资产监督管理委员会"),
        ("云溪发改委", "云溪市发展和改革委员会"),
        ("云溪高院", "云溪省高级人民法院"),
        ("云溪市府办", "云溪市人民政府办公室"),
        ("清江财政局", "云溪市清江区财政局"),
        ("清江区财政局", "云溪市清江区财政局"),
        ("柳岸街道", "云溪市清江区人民政府柳岸街道办事处"),
        ("云溪市海洋局", "云溪市水务局（云溪市海洋局）"),
    ],
)
def test_people_call_it_so(said: str, publisher: str) -> None:
    assert is_called(said, publisher)


@pytest.mark.parametrize(
    ("said", "publisher"),
    [
        ("云溪省委办公厅", "云溪省人大常委会办公厅"),
        ("云溪市财政局", "云溪市清江区财政局"),
        ("云溪局", "云溪市财政局"),
        ("云溪建设局", "云溪市住房和城乡建设局"),
        ("东山口岸办", "云溪市人民政府口岸办公室"),
        ("云溪市", "云溪市财政局"),
    ],
)
def test_nobody_calls_it_so(said: str, publisher: str) -> None:
    assert not is_called(said, publisher)


@pytest.mark.parametrize(
    ("said", "publisher", "how"),
    [
        ("北京副中心建设管理办公室", "北京城市副中心建设管理办公室", 1),
        ("云溪第四环保所", "云溪市生态环境局第四环保所", 2),
        ("云溪域外农场办", "云溪市域外农场管理办公室", 1),
        ("云溪12345", "云溪市市民服务热线管理中心", 2),
        ("云溪交通局", "云溪市交通运输局", 2),
        ("云溪交通局", "云溪市公安局交通治安分局", 1),
        ("云溪市交通运输局", "云溪市交通运输局", 3),
    ],
)
def test_some_short_names_fit_better(said: str, publisher: str, how: int) -> None:
    assert how_called(said, publisher) == how
