"""The choice in Anki: options in any order, one or many chosen, the same on both sides; the script itself is run."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from ldn_learn.exchange.anki_models import MODELS

_PAGE = """
const store = {};
global.sessionStorage = { getItem: k => store[k] || null, setItem: (k, v) => { store[k] = v; } };
function element(name, text) {
  const marks = new Set();
  const toggle = (mark, on) => on ? marks.add(mark) : marks.delete(mark);
  return { className: name, text, marks, classList: { toggle } };
}
function page(side, many, order) {
  const children = [];
  "right:R feedback:f option:A option:B option:C".split(" ").forEach(each => {
    const [name, text] = each.split(":"); children.push(element("ldn-" + name, text));
  });
  const box = { className: side, children, getAttribute: key => ({ "data-many": many, "data-order": order })[key],
    appendChild: each => { children.splice(children.indexOf(each), 1); children.push(each); } };
  global.document = { getElementById: () => box };
  eval(SCRIPT);
  return box;
}
const texts = box => box.children.map(each => each.text);
const chosen = box => box.children.filter(each => each.marks.has("chosen")).map(each => each.text);
const click = (box, text) => box.children.find(each => each.text === text).onclick();
const out = { orders: [] };
for (let turn = 0; turn < 50; turn++) {
  const front = page("front", MANY, ORDER);
  click(front, "A"); click(front, "B");
  out.orders.push(texts(front).join(""));
  const back = page("back", MANY, ORDER);
  out.same = (out.same === undefined || out.same) && texts(back).join("") === texts(front).join("");
  out.chosen = chosen(back).sort();
}
console.log(JSON.stringify(out));
"""


def run(type_: str, order: str) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node, which runs the script of the card, is not here")
    front = MODELS[type_].templates[0][0]
    script = re.search(r"<script>(.*)</script>", front, re.DOTALL)
    many = re.search(r'data-many="(\w+)"', front)
    assert script
    assert many
    known = {"SCRIPT": script.group(1), "MANY": many.group(1), "ORDER": order}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in known.items())
    done = subprocess.run([node, "-e", head + _PAGE], capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_one_option_is_chosen_and_the_order_changes_from_card_to_card() -> None:
    found = run("choice", "")
    assert found["chosen"] == ["B"]
    assert found["same"], "the back shows the order of the front"
    assert len(set(found["orders"])) > 1
    assert all("Rf" in order for order in found["orders"]), "feedback stays with its option"


def test_many_options_are_chosen_and_a_fixed_order_stays() -> None:
    found = run("multi", "fixed")
    assert found["chosen"] == ["A", "B"]
    assert set(found["orders"]) == {"RfABC"}
