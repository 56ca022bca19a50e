"""What people write in words in place of an address, and which words with full stops inside are names of hosts."""

import re
from unicodedata import normalize

# Endings that make a name of a host of any word, and those of countries.
SURE = "uk org com net info eu gov edu int london scot wales ie"
MORE = """
    academy agency app art asia biz blog care cat center charity chat church click club cloud coop community dev digital education
    email events family foundation fun games global group guide help jobs life link live media mil mobi museum name network news
    ngo one ong online page party press pro pub school services shop site social space store support team tech tips today tools
    top training tube video vip website wiki work works world xxx xyz zone"""
COUNTRIES = """
    ac ad ae af ag ai al ao aq ar au aw ax az ba bb bd bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn
    co cr cu cv cw cx cy cz de dj dk dm dz ec ee eg er es et fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw
    gy hk hm hn hr ht hu il im io iq ir je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me
    mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx mz na nc ne nf ng ni nl np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw
    py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz
    ua ug uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"""
# These are words, too: where somebody forgot the space behind a full stop no address begins, but for one with a path.
ALSO_WORDS = "am as at be do gay id in is it my no now ok so to us"
ENDINGS = frozenset((SURE + MORE + COUNTRIES).split())
WITH_A_PATH = ENDINGS | frozenset(ALSO_WORDS.split())
BARE = re.compile(r"(?=[^./]*[^\W\d])[\w-]+(?:\.[\w-]+)*\.([^\W\d_]+)(:\d+)?([/?#].*)?")

AT = r"\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?"
DOT = r"\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\sdot\s"
IN_WORDS = re.compile(
    rf"(?<![\w.+'’-])(?:[\w.+'’-]{{1,64}}(?:{AT}|@))?(?:[\w-]{{1,63}}(?:{DOT}|\.))+([^\W\d_]{{2,63}})", re.IGNORECASE
)
SIGN_IN_WORDS = re.compile(rf"(?P<at>{AT})|{DOT}", re.IGNORECASE)
A_DOT = re.compile(r"(?:an?|any|each|every|that|the|this)\s+dot\b", re.IGNORECASE)  # "a dot com firm"


def is_host(words: str) -> bool:
    """Whether some words without a space are the name of a host, perhaps with a port and a path behind it."""
    found = BARE.fullmatch(normalize("NFKC", words))
    if not found:
        return False
    ending, small = found[1], found[1].casefold()
    if small in SURE.split():
        return True
    is_one_case = ending == small or words.isupper()  # "the end.It" and "on.TV", where a space is missing
    return is_one_case and small in (WITH_A_PATH if found[3] else ENDINGS)


def spelt_out(words: str) -> list[tuple[int, int]]:
    """Where addresses stand whose signs are written in words: "jar (at) example dot org"."""
    if not SIGN_IN_WORDS.search(words):
        return []
    return [
        found.span()
        for found in IN_WORDS.finditer(words)
        if SIGN_IN_WORDS.search(found[0]) and not A_DOT.match(found[0]) and found[1].casefold() in ENDINGS
    ]


def with_signs(address: str) -> str:
    """An address with the signs that are written in it in words."""
    return SIGN_IN_WORDS.sub(lambda sign: "@" if sign["at"] else ".", address)
