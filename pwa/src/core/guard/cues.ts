/** What stands beside a person: words before and after a name, in English and Spanish. */

import { flat, iu, u } from './kinds';

export const CLIENT = flat`
  (?:clients?|patients?|service users?|supervisees?|pacientes?|client[ea]s?|usuari[oa]s?|
  consultantes?|alumn[oa]s?)`;

export const PERSON_BEFORE = iu`
  (?<![\p{L}])(?:client|patient|man|woman|boy|girl|kid|child|family|student|paciente|client[ea]|
  usuari[oa]|hombre|mujer|niñ[oa]|chic[oa]|alumn[oa]|someone|alguien|hij[oa]|son|daughter|brother|
  sister|hermanos?|hermanas?|matrimonio)
  \s(?:(?:called|named|who|whose|is|was|name|I|we|call|cuyo|que|se|nombre|es|nuev[oa])\s){0,3}$`;

/** Where a person stands and a place does not. */
export const WITH_PERSON = iu`
  (?<![\p{L}])(?:with|for|and|how|that|because|when|if|whether|while|since|until|hope|help|helped|
  love|miss|made|gave|let|watched|heard|hearing|que|cuando|porque|si|aunque|saw|met|seeing|told|
  asked|tell|ask|texted|rang|phoned|emailed|hugged|thanked|missed|lost|like|after|con|para|vi a|
  visto a|ver a|pienso en|pensando en|pensar en|preocupan?|echo de menos a|extraño a|(?:thinking|
  think|thought|dream\p{L}*|worr\p{L}+|talk\p{L}*|spoke|car(?:e|ing)|sad|glad|guilty|cried|
  anxious|angry) (?:of|about)|supervision (?:on|about)|(?:messages?|texts?|emails?|letter|call|
  card|note|gift|present|voicemail|hug|drawing|news|heard|word) from|young|little|poor|old|dear|
  pobre|pequeñ[oa]|joven|querid[oa]|(?:mother|father|mum|mom|dad|aunt(?:ie)?|uncle|brother|sister|
  friend|voice|face|case|loss) of|(?:lloró|faltó|canceló|sonrió|trabajó|habló|vino|contó|llamó)|
  session,|sesión de|caso de|preocupad[oa] por|(?:sufro|lloré|temo|rezo) por|(?:hablar|hablé|
  pensé|soñé|supervis\p{L}+) (?:sobre|con|de)|les? (?:\p{L}+ ){1,3}a|(?!lleg|entr|viaj|regres|baj|
  camin|pas|conduj|volv|sal|sub|met|acerqu)\p{L}{2,12}[éí](?: \p{L}+)? a|(?:voz|madre|padre|mamá|
  papá|hermana|hermano|hija|hijo|carta|mensaje|caso|alta|cara|ojos|manos|dolor|ausencia|sesión|
  mirada|llanto|familia|pareja|abuela|novi[oa]|marido|tutora|correo|dibujo|risa|despedida|
  muerte) de)\s$`;

/** What people do, and what is done by much else too. */
export const ACTS = u`
  ^(?:[’']s\s|[’']\s|\s(?:didn[’']t|did|was|is|has|had|came|comes|cried|cries|said|told|asked|left|
  cancelled|canceled|wanted|wants|brought|arrived|went|sat|seemed|seems|talked|spoke|laughed|
  smiled|looked|walked|missed|called|started|finally|never|still|no\s|me\s|se\s|nos\s|vino|llegó|
  lloró|faltó|habló|canceló|está|estaba|quiere|quería|trajo|salió|dijo|contó|volvió|empezó|sonrió|
  dejó|lleva|tiene|parecía|necesita|ha\s|había)(?!\p{L}))`;

/** At the start of a sentence every word has a capital: only what people alone do tells. */
export const ACTS_ALONE = u`
  ^(?:[’']s\s|\s(?:didn[’']t (?:come|show|speak|talk)|arrived|brought|talked|spoke|sat|wants to|
  walked out|never came|llegó|trajo|vino|no vino|no llegó|se fue|habló|contó|volvió|
  dejó de venir|no apareció)(?!\p{L}))`;

/** What neither a season, nor a light, nor hope does. */
export const WEEPS = u`
  ^\s(?:cried|wept|sobbed|cancelled|canceled|texted|laughed|smiled|asked me|told me|looked at me|
  shouted|refused|wouldn[’']t (?:speak|talk|come|sit|look|go|let|say)|se negó|no quiso|no quería|
  lloró|canceló|faltó|sonrió|se rió|me abrazó|me miró|me gritó|me contó)(?!\p{L})`;

export const WITH_ME = /^\s(?:and I|y yo)(?!\p{L})/u;

/** "In Santiago", "at Victoria station": where, not who. */
export const AT_PLACE = iu`
  (?<![\p{L}])(?:in|at|to|near|through|around|across|towards|en|hacia|cerca de|por|desde|hasta|
  calle|plaza|san|santa|santo|saint|st\.?|lake|mount|hotel|café|parque)\s(?:el\s|la\s|the\s)?$`;

/** What is thought of is a person, though "in" stands before it. */
export const IN_MIND = iu`
  (?<![\p{L}])(?:(?:pienso|piens[ao]s?|pensando|pensar|pensé|confío|confía)\sen|
  (?:preocupad[oa]|sufro|lloré|temo|rezo)\spor|
  (?:talked|spoke|talking|wrote|explained|said|goodbye|apologi[sz]ed)\sto|
  (?:snapped|shouted|yelled|smiled|laughed|swore|looked|angry|mad|annoyed|furious)\sat)\s$`;

/** "The Guardian", "my Fitbit": a thing, unless the word is a name. */
export const DETERMINED = iu`
  (?<![\p{L}])(?:the|a|an|this|that|our|my|your|el|la|los|las|un|una|mi|mis|nuestr[oa]|este|esta|
  del|al|(?:my|our|mi)\s\p{Ll}+)\s$`;

/** A run that opens so is a place or an institution, whatever follows. */
export const PLACE_FIRST = iu`
  ^(?:saint|st|san|santa|santo|lake|mount|hotel|calle|avenida|plaza|paseo|parque|hospital|colegio|
  instituto|universidad|museo|café|gran|cruz roja|new|nueva|royal)\s`;

/** A title, as of a book, a song or a course, stands in quotation marks or after its kind. */
export const WORK = iu`
  (?:[“"«‘]|(?:book|novel|film|song|album|series|podcast|app|course|poem|libro|novela|película|
  canción|disco|serie|curso|poema|obra|method|model|modelo|método|brand|marca|by|de)\s)$`;
