"""Words that the formats themselves have, or this project gives its parts: nobody typed them, and they name nobody."""

import re


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


AT_RULES = _names("""
media page font-face supports layer container import charset namespace counter-style keyframes property top-left
top-center top-right bottom-left bottom-center bottom-right left-top left-middle left-bottom right-top right-middle
right-bottom top-left-corner top-right-corner bottom-left-corner bottom-right-corner
""")
FUNCTIONS = _names("""
attr calc clamp counter counters content fit-content inset is max min minmax not nth nth-child nth-last-child
nth-of-type repeat rgb rgba hsl hsla string symbols url format var where has lang
""")
UNITS = _names("px em rem ex ch pt pc mm cm in q vw vh vmin vmax fr deg s ms dpi dppx n e")
PROPERTIES = _names("""
align-content align-items align-self background background-color background-image background-position
background-repeat background-size border border-block border-bottom border-bottom-color border-bottom-style
border-bottom-width border-collapse border-color border-inline border-left border-left-color border-left-style
border-left-width border-radius border-right border-right-color border-right-style border-right-width border-spacing
border-style border-top border-top-color border-top-style border-top-width border-width bottom box-decoration-break
-webkit-box-decoration-break box-shadow box-sizing break-after break-before break-inside caption-side clear clip
clip-path color color-scheme column-count column-gap column-rule column-span column-width columns content
counter-increment counter-reset cursor direction display empty-cells fill flex flex-basis flex-direction flex-flow
flex-grow flex-shrink flex-wrap float font font-display font-family font-feature-settings font-kerning font-size
font-stretch font-style font-variant font-variant-numeric font-weight forced-color-adjust gap grid grid-area
grid-column grid-row grid-template grid-template-areas grid-template-columns grid-template-rows height hyphens inset
isolation justify-content justify-items justify-self left letter-spacing line-break line-height list-style
list-style-position list-style-type margin margin-block margin-bottom margin-inline margin-left margin-right
margin-top max-height max-width min-height min-width object-fit opacity order orphans outline outline-color
outline-offset outline-style outline-width overflow overflow-wrap overflow-x overflow-y padding padding-block
padding-bottom padding-inline padding-left padding-right padding-top page page-break-after page-break-before
page-break-inside place-items position print-color-adjust -webkit-print-color-adjust quotes right row-gap
scroll-behavior scroll-margin-top scroll-padding-top size speak src string-set stroke stroke-dasharray stroke-linecap
stroke-linejoin stroke-width tab-size table-layout text-align text-align-last text-anchor text-decoration
text-decoration-color text-decoration-line text-decoration-thickness text-indent text-overflow text-size-adjust
-webkit-text-size-adjust text-transform text-underline-offset text-wrap top transform unicode-bidi unicode-range
vertical-align visibility white-space widows width word-break word-spacing z-index
""")
KEYWORDS = _names("""
a4 a3 a5 absolute active after all always and anywhere article aside auto avoid avoid-column avoid-page balance
baseline before black block blue bold bolder border-box both bottom break-word brown canvas canvastext capitalize
caption center circle clip clone col colgroup collapse column content-box contents contain cover currentcolor cursive
dark dashed data-column dd decimal disc div dl dotted double dt element ellipsis em end fantasy first first-child fixed
flex flex-end flex-start flow-root focus focus-visible footer forced-colors gray grayscale green grey grid groove h1
h2 h3 h4 header help hidden highlight hover href html http https i important inherit initial inline inline-block inline-flex inside
italic justify landscape large larger last-child layer left letter letter-spacing li light lighter linktext
list-item lower-alpha lower-roman lowercase main manual mark marker max-content max-width medium middle
min-content min-height min-width monospace more nav navy no-open-quote no-preference no-repeat none normal
not-allowed nowrap oblique ol on only open-quote close-quote or orange outset outside p page pages pointer portrait
pre pre-line pre-wrap prefers-color-scheme prefers-contrast prefers-reduced-motion print progress purple recto red
reduce region relative repeat ridge right role root round row rowgroup running-title sans-serif scope screen second
section separate serif silver slice small smaller smooth solid space-around space-between span square start static
sticky stretch strong sub super svg swap system-ui table table-caption table-cell table-header-group table-row tbody
td teal text text-bottom text-top tfoot th thead thick thin to top tr transparent truetype ul under underline unset
unsafe-inline uppercase upper-alpha upper-roman vertical visible visited white whitesmoke woff2 wrap x-large x-small
yellow body a landscape black-and-white draft odd even first-of-type last-of-type last
""")
# Classes, ids and named values of the templates and style sheets as they come.
OWN_NAMES = _names("""
--accent --accent-in-the-dark --cream --focus --font --gap-ink --gap-paper --hair --hair-dark --hair-grey --hair-warm
--ink --lamplight --lines --lines-tight --link --ok --on-accent --paper --pen --quiet --round --rule --second
--second-in-the-dark --sheet --size-h1 --size-h2 --size-h3 --size-lead --size-small --size-text --skin-1 --skin-2
--skin-3 --skin-4 --space-1 --space-2 --space-3 --space-4 --space-5 --tint --topic-1 --topic-1-mid --topic-1-pale
--topic-2 --topic-2-mid --topic-2-pale --topic-3 --topic-3-mid --topic-3-pale --topic-4 --topic-4-mid --topic-4-pale
--topic-5 --topic-5-mid --topic-5-pale --warm abbreviations about accent action-plan advice advice-to-adults always
asked at-a-glance avoid back bar bars before beside black-and-white body box change changes charted code
consultation-sheet contact content control corrections council cover cover-note cream cue dates draft drawing drawn
due-track edition ends entry eye feedback figures finding findings fine for for-children from-the-right front gap glance ground group
guide hair-dark hair-grey hair-warm headline help host icon in-brief initials ink inside intro issue item keep key
key-messages keys label lamplight lead leaflet letters letters-large letters-strong limit line links list logo many mark
masthead measure messages more name new-page news-release none note notes number on-accent one-page outline over
overview pair panel paper part pen performance-surgery picture picture-to-go-with-it plain plan-says please post
poster posts press-copy progress promise proof qr-code qr-ground qr-ink questions quiet quote radio-script reach-report
read-aloud record remark reply reserve row ruled running-title said script scroll second second-month sheet
short-version side-by-side sign signpost skin-1 skin-2 skin-3 skin-4 skip-link slug spelled-out staff
stamp standfirst state story subject-1 subject-1-state subject-2 subject-2-state subject-3 subject-3-state subject-4
subject-4-state subject-5 subject-5-state talking ten-columns tick tile timeline told top topic topic-1 topic-1-mid
topic-1-pale topic-2 topic-2-mid topic-2-pale topic-3 topic-3-mid topic-3-pale topic-4 topic-4-mid topic-4-pale
topic-5 topic-5-mid topic-5-pale track track-of turn used value views way weak weakness weaknesses
weaknesses-by-manager when when-to-use where which-row words worried you-said-we-did young-peoples-summary
""")
# What attributes of HTML say to browsers.
ATTRIBUTES = _names("""
utf-8 Content-Security-Policy author description viewport width=device-width, initial-scale=1 col row rowgroup img
region true false rtl ltr middle start end none preserve http http://www.w3.org/2000/svg
article canonical icon image/png application/ld+json og:title og:description og:type og:site_name og:locale og:url
og:image og:image:alt
""")
MACHINE = _names("""
class id href lang charset http-equiv name scope role aria-hidden tabindex dir xmlns text-anchor d points transform
viewbox width height colspan cx cy r rx ry x y x1 x2 y1 y2 stroke-dasharray
property rel type
""")
OF_LINKED_DATA = _names("""
@context @type name about description inLanguage publisher url image https://schema.org Report Article Organization None
""")
NUMBERS = re.compile(
    r"[MLHVCSQTAZmlhvcsqtaz0-9eE.,\s%+-]*|(\s*(translate|scale|rotate|skewX|skewY|matrix)\([0-9\s,.e-]*\))*"
)
# Words of Word itself: names of its styles, and values of its XML.
OF_WORD = _names("""
accent action add after all application and annotation ar ascii at atleast attribute auto balloon bar bars before
begin bibliography bidi black block body both bottom bracket brackets bullet cantsplit caption cell cells center
character characters circle cite classic closing code color colorful column columns com comment comments compat
compatibility compatibilitymode compatset compress conditional contemporary content continuation continuous core
custom dark dashed date datetime decimal default definition distribute dk docprops document documents donotcompress
double dotted dxa elegant emphasis en end endnote endnotes entry envelope even exact extended false first firstrow
folhlink followed followedhyperlink font fonts fonttable foot footer footnote footnotes for format grey grid gb head
header heading headings hlink home html http hybridmultilevel hyperlink image indent index inline inside insideh
insidev intense item justification keyboard landscape last left level levels light line lines list lowerletter
lowerroman lt machine macro main major majorascii majorbidi majoreastasia majorhansi medium mention message metadata
microsoft minor minorascii minorbidi minoreastasia minorhansi mixed modern multilevel name nextpage nil no none normal
notes note num number numbering numbers nothing numpages object odd of office officedocument openxmlformats org outline
overridetablestylefontsizeandjustification package page pages paragraph paragraphs part pct percent picture pictures
placeholder plain png portrait position preserve professional properties purl quote reference references regular
relationships relative rels reset restart right row rows sa salutation sample saved schemas separate settings shading
shape shapes signature simple single singlelevel smart solid space spreadsheet strike strong style stylepr styles
subject subtitle subtle superscript svg table tab target template text theme themes thick thin title toa toc top true type
typewriter uc unresolved us uppercase upperletter upperroman variable vertical vml vnd w web websettings wordprocessingml
word words wrap www xml xmlns
app apps rid white yellow green cyan magenta blue red wave darkblue darkcyan darkgreen darkmagenta darkred
darkyellow darkgray lightgray gray swiss roman script decorative clear phclr en us gb core drawingml drawing footnotetext normaltable nolist defaultparagraphfont aria ind hanging wp mc default-style
jpeg emf wmf x the use
""")
# Styles of the templates as they come.
OWN_STYLES = _names("""
Draft Edition Figures Gap Glance House HouseTable Issue Item Label Messages None Not Recorded NotRecorded Plan PlanSays
Remark Says Signpost Slug Standfirst Subject Table TableGroup TableHead TableHeading TableList TableNumber TableText
Ten TenColumns Told Group Definition Weaknesses Which WhichRow
""")
WORD_FONTS = frozenset(
    name.strip().casefold()
    for name in """
Arial, Arial Black, Arial Narrow, Aptos, Aptos Display, Calibri, Calibri Light, Cambria, Cambria Math, Candara,
Comic Sans MS, Consolas, Constantia, Corbel, Courier New, Garamond, Georgia, Helvetica, Impact, Segoe UI,
Segoe UI Emoji, Segoe UI Symbol, Symbol, Tahoma, Times, Times New Roman, Trebuchet MS, Verdana, Wingdings,
Wingdings 2, Wingdings 3, Liberation Sans, Liberation Serif, Angsana New, Cordia New, MoolBoran, DaunPenh, Vrinda,
Shruti, Tunga, Raavi, Euphemia, Plantagenet Cherokee, Microsoft Yi Baiti, Microsoft Himalaya, MV Boli, Mangal, Gautami,
Latha, Estrangelo Edessa, Kalinga, Kartika, DokChampa, Iskoola Pota, Mongolian Baiti, Microsoft Uighur, Sylfaen, Nyala,
Microsoft Sans Serif, Leelawadee UI, Nirmala UI, Gadugi, Ebrima, Javanese Text, Phagspa, Myanmar Text, MS Gothic,
MS Mincho, SimSun, Yu Gothic, Yu Mincho, 等线, 等线 Light, 宋体, 新細明體, 游ゴシック Light, 游明朝, 맑은 고딕, 돋움, ＭＳ ゴシック, ＭＳ 明朝
""".replace("\n", " ").split(",")
)
PIECES = re.compile(r"[^\W\d_]+")
HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6,8}")


def is_of_word(value: str) -> bool:
    """Whether a value in a Word file is one of Word's own, or the name of a style that the templates come with."""
    if HEXADECIMAL.fullmatch(value) or value in OWN_STYLES:
        return True
    words = PIECES.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value))
    whole = PIECES.findall(value)
    return all(word.casefold() in OF_WORD for word in words) or all(
        word.casefold() in OF_WORD or word in OWN_STYLES for word in whole
    )
