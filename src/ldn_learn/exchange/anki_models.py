"""The note types that our cards have in Anki: their fields, and how Anki shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

STAMP: Final = 1_790_000_000
"""When these note types changed last, in seconds since 1970: raise it with each change, and Anki takes the new ones."""

_FIRST_ID: Final = 1_789_500_000_000
TAIL: Final = ("Case", "Explanation", "Evidence", "Sources", "More")
"""Fields that every note type ends with. `More` is not shown: it keeps what has no place of its own."""

_CSS: Final = """
.card { font-family: sans-serif; font-size: 20px; line-height: 1.4; text-align: left; max-width: 36em; margin: 0 auto; }
.case { border-left: 3px solid #888; padding-left: .6em; margin-bottom: .8em; }
.answer, .right-one { font-weight: bold; }
.small { font-size: 15px; opacity: .85; margin-top: .8em; }
.ldn-option, .ldn-right, .ldn-item { border: 1px solid #888; border-radius: 6px; padding: .3em .6em; margin: .4em 0; }
.front .ldn-feedback { display: none; }
.back .ldn-feedback { margin: 0 0 .6em 1em; font-size: 17px; }
.back .ldn-right { border: 3px solid #1b7f3b; }
.back .ldn-right::before { content: "\\2713 "; }
.chosen { outline: 3px dashed #3366cc; }
.ldn-left { font-weight: bold; margin-top: .4em; }
.back .ldn-right-side::before, .back .ldn-match::before { content: "= "; }
.cloze { font-weight: bold; }
""".strip()

_HEAD: Final = '{{#Case}}<div class="case">{{Case}}</div>{{/Case}}<div class="prompt">{{Prompt}}</div>'
_TAIL: Final = (
    "{{#Explanation}}<p>{{Explanation}}</p>{{/Explanation}}"
    '{{#Evidence}}<div class="small">How sure: {{Evidence}}</div>{{/Evidence}}'
    '{{#Sources}}<div class="small">{{Sources}}</div>{{/Sources}}'
)
_CHOOSE: Final = """<script>
(function () {
  var box = document.getElementById("ldn-options"), groups = [], kept = null, front;
  if (!box) return;
  front = box.className.indexOf("front") >= 0;
  Array.prototype.slice.call(box.children).forEach(function (each) {
    if (each.className === "ldn-feedback" && groups.length) groups[groups.length - 1].push(each);
    else groups.push([each]);
  });
  try { kept = JSON.parse(sessionStorage.getItem("ldn-learn")); } catch (error) {}
  if (front || !kept || !kept.order || kept.order.length !== groups.length) {
    kept = { order: groups.map(function (_, place) { return place; }), chosen: [] };
    if (front && box.getAttribute("data-order") !== "fixed")
      for (var last = groups.length - 1; last > 0; last--) {
        var other = Math.floor(Math.random() * (last + 1)), held = kept.order[last];
        kept.order[last] = kept.order[other]; kept.order[other] = held;
      }
  }
  function keep() { try { sessionStorage.setItem("ldn-learn", JSON.stringify(kept)); } catch (error) {} }
  function mark() {
    groups.forEach(function (group, place) {
      group[0].classList.toggle("chosen", kept.chosen.indexOf(place) >= 0);
    });
  }
  kept.order.forEach(function (place) { groups[place].forEach(function (each) { box.appendChild(each); }); });
  if (front) groups.forEach(function (group, place) {
    group[0].onclick = function () {
      var was = kept.chosen.indexOf(place) >= 0;
      if (box.getAttribute("data-many") !== "yes") kept.chosen = was ? [] : [place];
      else if (was) kept.chosen = kept.chosen.filter(function (each) { return each !== place; });
      else kept.chosen = kept.chosen.concat(place);
      keep(); mark();
    };
  });
  if (front) keep();
  mark();
})();
</script>"""


def _options(side: str, many: str) -> str:
    order = "{{#Fixed order}}fixed{{/Fixed order}}"
    return (
        f'<div id="ldn-options" class="{side}" data-many="{many}" data-order="{order}">{{{{Options}}}}</div>{_CHOOSE}'
    )


@dataclass(frozen=True, slots=True)
class Model:
    """One note type."""

    type: str
    """The type of card that it holds."""
    number: int
    own: tuple[str, ...]
    """The fields before those that every note type has."""
    templates: tuple[tuple[str, str], ...]
    """Front and back of each card."""
    cloze: bool = False

    @property
    def id(self) -> int:
        """The same for ever, so that a second import finds the first."""
        return _FIRST_ID + self.number

    @property
    def name(self) -> str:
        """As Anki lists it."""
        return f"LDN learn: {self.type}"

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields, in order."""
        return (*self.own, *TAIL)


def _choice(type_: str, number: int, hint: str, many: str) -> Model:
    front = f'{_HEAD}<div class="small">{hint}</div>{_options("front", many)}'
    return Model(
        type_, number, ("Prompt", "Options", "Fixed order"), ((front, f"{_HEAD}{_options('back', many)}{_TAIL}"),)
    )


_ANSWER: Final = '<hr id="answer"><div class="answer">{{Answer}}</div>'
_TURNED: Final = '{{#Both ways}}<div class="prompt">{{Answer}}</div>{{/Both ways}}'
_SHOWN: Final = '<div class="front">{{Shown}}</div>'

MODELS: Final = {
    model.type: model
    for model in (
        Model(
            "flip",
            1,
            ("Prompt", "Answer", "Both ways"),
            (
                (_HEAD, f"{_HEAD}{_ANSWER}{_TAIL}"),
                (_TURNED, f'{_TURNED}<hr id="answer"><div class="answer">{{{{Prompt}}}}</div>{_TAIL}'),
            ),
        ),
        _choice("choice", 2, "Choose one.", "no"),
        _choice("multi", 3, "Choose each that is right. There may be several.", "yes"),
        Model(
            "cloze",
            4,
            ("Text",),
            (
                (
                    '{{#Case}}<div class="case">{{Case}}</div>{{/Case}}{{cloze:Text}}',
                    '{{#Case}}<div class="case">{{Case}}</div>{{/Case}}{{cloze:Text}}' + f'<hr id="answer">{_TAIL}',
                ),
            ),
            cloze=True,
        ),
        Model(
            "typed",
            5,
            ("Prompt", "Answer", "Also right"),
            (
                (
                    f"{_HEAD}{{{{type:Answer}}}}",
                    f'{_HEAD}<hr id="answer">{{{{type:Answer}}}}'
                    f"{{{{#Also right}}}}<div>Also right: {{{{Also right}}}}</div>{{{{/Also right}}}}{_TAIL}",
                ),
            ),
        ),
        Model(
            "number",
            6,
            ("Prompt", "Value", "Unit", "Tolerance"),
            (
                (
                    f"{_HEAD}{{{{type:Value}}}} {{{{Unit}}}}",
                    f'{_HEAD}<hr id="answer">{{{{type:Value}}}} {{{{Unit}}}}'
                    f"{{{{#Tolerance}}}}<div>Right within {{{{Tolerance}}}}</div>{{{{/Tolerance}}}}{_TAIL}",
                ),
            ),
        ),
        Model(
            "order",
            7,
            ("Prompt", "Items", "Shown"),
            (
                (
                    f'{_HEAD}<div class="small">Put these in order.</div>{_SHOWN}',
                    f'{_HEAD}<hr id="answer"><div class="back">{{{{Items}}}}</div>{_TAIL}',
                ),
            ),
        ),
        Model(
            "match",
            8,
            ("Prompt", "Pairs", "Shown"),
            (
                (
                    f'{_HEAD}<div class="small">What belongs together?</div>{_SHOWN}',
                    f'{_HEAD}<hr id="answer"><div class="back">{{{{Pairs}}}}</div>{_TAIL}',
                ),
            ),
        ),
    )
}
"""By the type of card; `true-false` is a choice."""


def as_json(model: Model) -> dict[str, Any]:
    """The note type as Anki's schema 11 keeps it."""
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []}
        for place, name in enumerate(model.fields)
    ]
    templates = [
        {"name": f"Card {place + 1}", "ord": place, "qfmt": front, "afmt": back, "did": None, "bqfmt": "", "bafmt": ""}
        for place, (front, back) in enumerate(model.templates)
    ]
    needed = [[0, "any", [0]]] if len(templates) == 1 else [[0, "any", [0]], [1, "all", [1, 2]]]
    return {
        "id": model.id,
        "name": model.name,
        "type": int(model.cloze),
        "mod": STAMP,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": templates,
        "flds": fields,
        "css": _CSS,
        "latexPre": "",
        "latexPost": "",
        "req": needed,
        "tags": [],
        "vers": [],
    }
