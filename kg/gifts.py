"""Amounts and words of aid -> the sums that are gifts, each with the words that make it one.

A sum is read by what stands nearest: the noun it measures (منحة بقيمة), the verb whose object it is, or, in a list,
the sum before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property

from kg.aid import GIVING, AidWord, Giving, aid_at, is_called_aid, is_other
from kg.amounts import Amount
from kg.folding import fold_name
from kg.passages import Gift, Strength
from kg.records import dataclass
from kg.setting import COMMAS, Setting
from kg.span import Span
from kg.trace import OfPledge
from kg.units import unit_use

# How far before and behind a sum the words that tell what it is may stand, and how far apart the sums of a list.
BEFORE, AFTER, RELATIVE, APART = 24, 7, 14, 14
# How many words before its sum the noun of a further item may stand, and how many before it what carries it.
ITEM, CARRIED = 4, 7
# How far from the sum what it measures may stand, and a word that undoes the giving behind it.
CLOSE = 8
# The kinds of words that tell of giving, not of what is given.
DOING = ("give", "giving", "given", "receive", "sign", "signing", "giver")
# How many words around a sum its passage has, and from how many on what is shown of it leaves a relative clause off.
WORDS_BEFORE, WORDS_AFTER, SHORT = 8, 14, 6


@dataclass
class GiftFinder:
    """Finds the gifts of one document."""

    setting: Setting
    amounts: tuple[Amount, ...]
    aid: dict[int, tuple[Giving, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = self.setting.document
        self.word = self.document.by_token.__getitem__
        self.taken, self.starts, self.ends = self.setting.named_tokens, self.setting.named, self.setting.named_ends
        for index in self.document.places(GIVING):
            clitic, words = aid_at(self.word(index)) if index not in self.taken else ("", [])
            if words:
                readings = self._readings(index, self._helpful(index, words))
                behind = self.word(index + 1)
                found = (Giving(index, clitic, word, is_called_aid(word.row, behind)) for word in readings)
                self.aid[index] = tuple(found)

    def _helpful(self, index: int, words: list[AidWord]) -> list[AidWord]:
        """The words without those that tell of help to do something: المساعدة على رفع."""
        behind = self.word(index + 1)
        return [word for word in words if not is_other(word.row, behind)]

    def _readings(self, index: int, words: list[AidWord]) -> list[AidWord]:
        """Of a word that may be noun and verb (دعم، منح) the readings it has here: a verb only opens a clause."""
        if self.document.text(index, index + 1).endswith("ة"):  # منحة is no "gave him"
            words = [word for word in words if not (word.form and word.back)]
        verbs = [word for word in words if word.form]
        if not verbs or len(verbs) == len(words):
            return words
        before = self.word(index - 1)
        opens = self._opens_clause(index - 1) or before in (*COMMAS, ".", "قد", "ما", "لم") or self._is_relative(before)
        opens = opens or self.document.sentence_of(index).start == index
        subject = self.ends.get(index)
        opens = opens or (subject is not None and self._opens_clause(subject.start - 1))
        return verbs if opens else [word for word in words if not word.form]

    def _is_relative(self, word: str) -> bool:
        return self.setting.lexicon.is_a("relative", word) and word != "من"

    def gifts(self) -> Iterator[Gift]:
        """All sums that are given, in text order."""
        before: Gift | None = None
        told: set[int] = set()
        seen: set[tuple[object, ...]] = set()
        sums = [
            (self.document.token_over(a.span.start), self.document.token_at(a.span.end), a) for a in self._counted()
        ]
        floor = 0
        for place, (first, last, amount) in enumerate(sums):
            following = sums[place + 1][0] if place + 1 < len(sums) else len(self.document.forms)
            gift = self._gift(amount, (first, last), (floor, following), before, told)
            worth = (amount.value, amount.unit or amount.currency_stem)
            if gift is None and self._is_taken_back(first, floor):
                seen.add(worth)
            if gift and worth not in seen:
                told |= {giving.token for giving in gift.words}
                yield gift
            elif gift:
                self.reject(amount.span, "taken-back")
            known = gift if worth not in seen else None
            before = known or (before if before and self._far(before.last, first) else None)
            passes = self._only_carries(amount, last, following) or self._is_former(first, last, following)
            floor = floor if gift is None and passes else last

    def _only_carries(self, amount: Amount, last: int, following: int) -> bool:
        """Whether what is counted carries the next sum, whose words of giving stand before both: أرسلت فرنسا ثلاث
        طائرات تحمل 20 طنا.
        """
        near = following - last <= CARRIED and not any(self.word(place) in COMMAS for place in range(last, following))
        return near and unit_use(amount.unit) == "aid"

    def reject(self, found: Span | Giving, reason: OfPledge) -> None:
        """Note that a sum, a passage or a word of giving makes no pledge."""
        if self.setting.trace:
            span = self.place_of(found) if isinstance(found, Giving) else found
            self.setting.trace.rejected(span, "pledge", reason)

    def place_of(self, giving: Giving) -> Span:
        """Where a word of aid stands."""
        return self.document.bare(giving.token, giving.clitic)

    @cached_property
    def places(self) -> frozenset[int]:
        """Where the sums of money and goods stand."""
        sums = (amount for amount in self._counted() if amount.unit or amount.currency_stem)
        return frozenset(self.document.token_over(amount.span.start) for amount in sums)

    def _is_taken_back(self, first: int, floor: int) -> bool:
        """Whether aid of this sum is cut or held back: what the article tells of it later is no gift either."""
        left = self._left(first, max(self.document.sentence_of(first).start, floor))
        return self._is_undone([giving for giving in left if giving.kind != "asked"], first)

    def _counted(self) -> Iterator[Amount]:
        """Money and goods; what is told again in another currency, people and works are none."""
        for amount in self.amounts:
            if amount.alternative is None and (amount.currency_stem or unit_use(amount.unit) != "never"):
                yield amount

    # --- is it given? ----------------------------------------------------------------------------------------------

    def _gift(
        self, amount: Amount, place: tuple[int, int], room: tuple[int, int], before: Gift | None, told: set[int]
    ) -> Gift | None:
        """The gift that a sum at a place is, in the room between the sums beside it; `told`: words of earlier gifts."""
        first, last = place
        sentence = self.document.sentence_of(first)
        floor, end = max(sentence.start, room[0]), min(sentence.end, room[1])
        left = [giving for giving in self._left(first, floor) if giving.token not in told]
        right = self._right(last, end)
        if self._is_other(amount, left, right, first, last) or self._is_former(first, last, end):
            self.reject(amount.span, "other")
            return None
        follows = before is not None and before.last == floor
        strength = self._strength(amount, left, right, before if follows else None, first)
        if strength != "sure" and before and self._takes_up(left, before, first):
            strength, follows = "sure", True
        if strength is None and self._is_headed(first, last):
            strength = "weak"
        if strength is None:
            self.reject(amount.span, "no-giving")
            return None
        start, clause = self._start(left, first, floor), self._end(last, end)
        stop = min(clause, last + WORDS_AFTER)
        return Gift(amount, first, last, start, stop, (*left, *right), strength, follows, clause)

    def _is_headed(self, first: int, last: int) -> bool:
        """Whether a sentence opens with a sum and whom it is from: 20 مليون دولار من الكويت لليمن."""
        opens = self.document.sentence_of(first).start == first
        return opens and self.word(last) == "من" and last + 1 in self.starts

    def _left(self, first: int, floor: int) -> list[Giving]:
        """The words of aid before a sum in its clause, nearest first."""
        found: list[Giving] = []
        commas = 0
        for index in range(first - 1, max(floor, first - BEFORE) - 1, -1):
            if self._opens_clause(index):
                break
            if self.word(index) in COMMAS:
                commas += 1
                if commas > 2 or any(giving.is_verb for giving in found):
                    break
            found += self.aid.get(index, ())
        return found

    def _opens_clause(self, index: int) -> bool:
        word = self.word(index)
        return word in ("؛", ";") or self.setting.lexicon.is_any(("turn", "complementizer"), word)

    def _right(self, last: int, end: int) -> list[Giving]:
        """The words of aid behind a sum: مليون دولار من المساعدات، مليون دولار قدمتها الصين."""
        found: list[Giving] = []
        for index in range(last, min(end, last + RELATIVE)):
            if self.word(index) in (*COMMAS, ".") or self._opens_clause(index):
                break
            if self._opens_item(index, end):
                break
            found += [giving for giving in self.aid.get(index, ()) if giving.kind != "carrier"]
        behind = max((giving.token for giving in found if self._takes_back(giving)), default=-1)
        taken_up = [giving for giving in found if giving.token <= behind and giving.kind != "undone"]
        return taken_up + [giving for giving in found if giving not in taken_up and self._is_beside(giving, last)]

    def _opens_item(self, index: int, end: int) -> bool:
        """Whether a word is the noun of the next sum in a list: منحة بقيمة 400 مليون وقرضا بقيمة 200 مليون."""
        nouns = (giving for giving in self.aid.get(index, ()) if giving.kind == "gift" and giving.clitic)
        return any(nouns) and end - index <= ITEM and end < self.document.sentence_of(index).end

    def _takes_back(self, giving: Giving) -> bool:
        """Whether a suffix takes up what stands before: قدمتها، تعهدت بتقديمها."""
        doing = giving.kind == "giving" and self.word(giving.token).endswith(("ها", "ه"))
        return doing or (giving.is_verb and giving.word.back)

    def _is_beside(self, giving: Giving, last: int) -> bool:
        # 20 مليون دولار لدفع رواتب: what it is for, not what it is.
        purpose = giving.kind == "against" and giving.token > last and self.word(last).startswith("ل")
        close = giving.token <= last + 1 and not purpose
        noun = giving.kind in ("gift", "given") and giving.strong and giving.token < last + AFTER
        if giving.kind == "against" and self._is_as(giving):
            return giving.token < last + AFTER
        if giving.kind == "undone":
            return giving.word.form is None and giving.token < last + AFTER
        return noun or (close and giving.kind in ("give", "gift", "given", "against"))

    def _is_of_other(self, giving: Giving) -> bool:
        """Whether a participle belongs to what is no gift: الميزانية المخصصة لتوسعة القناة."""
        before = self.aid.get(giving.token - 1, ())
        return giving.kind == "given" and any(word.kind == "against" for word in before)

    def _is_as(self, giving: Giving) -> bool:
        """Whether ك says what a sum is paid as: كبدل تدريب."""
        return self.word(giving.token).startswith("ك") and not giving.word.row.word.startswith("ك")

    def _is_other(self, amount: Amount, left: list[Giving], right: list[Giving], first: int, last: int) -> bool:
        """Whether the words beside a sum say that it is something else (عجز), or asked for, cut or paid back."""
        undoing = next((g for g in right if g.kind in ("against", "undone") or self._was_given(g)), None)
        if undoing and not (self._is_owed(left, last, undoing.token) or self._is_given_up(left, undoing)):
            return True
        if self._is_undone(left, first) or self._is_supposed(first) or self._is_where(amount, first):
            return True
        nearest = next((giving for giving in left if giving.kind != "carrier"), None)
        against = nearest is not None and (nearest.kind == "against" or self._is_of_other(nearest))
        other = nearest is not None and against and first - nearest.token <= CLOSE
        other = other and not self._is_given_up(left, nearest)
        paid = any(giving.word.row.pays for giving in left)  # تمول ألمانيا المحطة بكلفة 20 مليون دولار
        if paid or any(self._takes_back(giving) for giving in right):  # كلفته 20 مليون دولار يقوم البنك بتمويله
            return False
        told = (g for g in right if g.strong or self.word(g.token + 1) == "من")
        return other and not any(g.kind in ("given", "gift") and g.token <= last + 1 for g in told)

    def _is_given_up(self, left: list[Giving], thing: Giving | None) -> bool:
        """Whether who gives does it by such a thing: تعهدت الصين باستثمارات، أسقطت فنزويلا ديونا."""
        if thing is None:
            return False
        givings = (giving.token for giving in left if thing.word.row.thing in giving.word.row.gives)
        return any(not set(COMMAS) & set(self.document.words(token, thing.token)) for token in givings)

    def _is_where(self, amount: Amount, first: int) -> bool:
        """Whether what is counted is where something is given: رعاية الفلسطينيين في ستة مستشفيات."""
        return self.word(first - 1) == "في" and not self._is_money(amount)

    def _is_owed(self, left: list[Giving], last: int, undoing: int) -> bool:
        """Whether what is paid back or bought is what a gift is for: قرض بقيمة 7 مليارات يورو لتسديد مستحقات."""
        undone = (g for place in range(last, undoing + 1) for g in self.aid.get(place, ()) if g.kind == "undone")
        led = any(self.word(g.token).startswith("ل") and not g.word.row.word.startswith("ل") for g in undone)
        return led and any(giving.kind == "gift" and giving.strong for giving in left)

    def _is_former(self, first: int, last: int, end: int) -> bool:
        """Whether a sum is what the next one was before: رفعت مساعداتها من 8 ملايين دولار إلى 20 مليونا."""
        raised = self.word(end - 1) == fold_name("إلى") and end - last <= ITEM + 1
        return self.word(first - 1) == "من" and raised and end < self.document.sentence_of(first).end

    def _is_supposed(self, first: int) -> bool:
        """في حال وضع وديعة بقيمة: what is only thought of is not given."""
        lexicon, floor = self.setting.lexicon, max(self.document.sentence_of(first).start, first - CLOSE)
        places = (i for i in range(floor, first) if lexicon.phrases["condition"].longest(self.document.forms, i))
        return any(not lexicon.is_a("negation", self.word(i - 1)) for i in places)  # not غير مشروط

    def _was_given(self, giving: Giving) -> bool:
        """كانت مخصصة للمستشفيات: what was meant for somebody is taken from him."""
        return giving.kind == "given" and self.setting.lexicon.is_a("was", self.word(giving.token - 1))

    def _is_undone(self, left: list[Giving], first: int) -> bool:
        """Whether a word close before the giving undoes it: asked for, cut, paid back; or it is refused (لن تقدم)."""
        reach = first
        for giving in left:
            if giving.kind in ("undone", "asked"):
                return sum(place not in self.taken for place in range(giving.token, reach)) <= CLOSE
            if giving.kind == "give" and (giving.strong or self.word(giving.token - 1) == "لن"):
                return self.word(giving.token - 1) == "لن"
            if giving.kind in ("gift", "giving", "given"):
                reach = giving.token
        return False

    def _strength(
        self, amount: Amount, left: list[Giving], right: list[Giving], before: Gift | None, first: int
    ) -> Strength | None:
        """How surely the words beside a sum make it a gift."""
        words = [giving for giving in (*left, *right) if giving.kind not in ("against", "undone", "asked")]
        goods = unit_use(amount.unit) == "aid" if amount.unit else False
        telling = [giving for giving in words if giving.strong and giving.kind not in ("carrier", "giver")]
        named = [g for g in words if g.kind in ("gift", "giving") or (g.kind == "give" and (g.strong or g.word.row.to))]
        if goods and (not named or (len(words) == 1 and not named[0].strong and named[0].kind == "gift")):
            return None
        rows = {giving.word.row.word for giving in words if giving.kind != "carrier"}
        verb = any(giving.kind in DOING for giving in words)
        if {giving.kind for giving in words} <= {"sign", "signing"} and words:  # what is signed may be anything
            return None
        if telling or (verb and len(rows) > 1):
            return "sure"
        if before and first - before.last <= APART and not any(giving.kind == "against" for giving in left):
            return "sure"
        carried = any(giving.kind == "carrier" for giving in words) and amount.unit and not self._is_money(amount)
        return "weak" if carried or words else None

    def _is_money(self, amount: Amount) -> bool:
        return amount.unit is None or amount.unit.isupper()

    def _takes_up(self, left: list[Giving], before: Gift, first: int) -> bool:
        """والبرنامج البالغة قيمته: the noun with the article means the gift told of in the sentence before."""
        near = self.document.sentence_of(before.last - 1).end >= self.document.sentence_of(first).start
        nouns = [giving for giving in left if giving.kind == "gift" and first - giving.token <= CLOSE]
        return near and any(self._is_definite(giving) for giving in nouns)

    def _is_definite(self, giving: Giving) -> bool:
        return self.word(giving.token).removeprefix(giving.clitic).startswith("ال")

    def _far(self, last: int, first: int) -> bool:
        """Whether a sum stands in a later sentence than the gift before it, which then is still in mind."""
        return self.document.sentence_of(max(last - 1, 0)).start < self.document.sentence_of(first).start

    # --- the passage -----------------------------------------------------------------------------------------------

    def _start(self, left: list[Giving], first: int, floor: int) -> int:
        """The passage begins with the outermost of its words of aid that hang together, its subject before it."""
        start = first
        for giving in left:
            if giving.kind in ("against", "undone", "asked") or start - giving.token > 16:
                break
            start = giving.token
            if giving.is_verb and giving.strong:
                break
        start = max(start, first - WORDS_BEFORE) if start < first else self._opening(first, floor)
        agent = self.ends.get(start)
        subject = agent is not None and agent.phrase.clitic in ("", "و") and self.word(start) != "و"
        return agent.start if agent and subject and agent.start >= floor else start

    def _opening(self, first: int, floor: int) -> int:
        """Without a word of aid before the sum: behind the last comma or connective, at most a few words before it."""
        for index in range(first - 1, max(floor, first - CLOSE) - 1, -1):
            if self.word(index) in COMMAS or self._opens_clause(index):
                return index + 1
            if self.word(index).startswith("و"):
                return index
        return max(floor, first - CLOSE)

    def shown(self, gift: Gift) -> tuple[int, int]:
        """Of a passage what is shown for it: from where it is signed, without a relative clause at its end, cut where a
        phrase ends.
        """
        start = min((giving.token for giving in gift.of_kind("sign")), default=gift.start)
        relative = (i for i in range(gift.last + SHORT, gift.end) if self._is_relative(self.word(i)))
        end = next(relative, gift.end)
        if end == gift.last + WORDS_AFTER:
            joints = (i for i in range(end, gift.last + SHORT, -1) if self.setting.lexicon.is_function(self.word(i)))
            end = next(joints, end)
        return min(start, gift.start), end

    def _end(self, last: int, end: int) -> int:
        """The clause ends at a comma, or before another clause with what leads to it (ولفت إلى أن)."""
        for index in range(last, end):
            if self.word(index) in COMMAS:
                return index
            if self.setting.lexicon.is_a("complementizer", self.word(index)):
                leads = (i for i in range(index - 1, max(last, index - 4), -1) if self.word(i).startswith("و"))
                return next(leads, index)
        return end
