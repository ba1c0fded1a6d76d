/** What somebody else said: a cue that another person's words follow. A colleague's are no such. */

import { before, flat, giu, iu, matches, type Place } from './kinds';

const SAYS_EN = flat`
  (?:said|says|told|tells|mentioned|mentions|admitted|admits|confessed|disclosed|revealed|
  explained|explains|confided|reported|reports|described|describes|claimed|claims|insisted|
  whispered|announced|texted|wrote|recalled|shared (?:that|with|how)|asked (?:me|if|whether|why|
  what|how|that)|kept (?:saying|telling)|(?:was|is|has been|been) (?:saying|telling)|swore|swears|
  joked|promised|promises|begged|complained|complains|shouted|yelled|apologi[sz]ed|threatened|
  denied|denies|recounted|spoke of|talked about|thinks|believes|blames|worries|keeps (?:saying|
  telling)|replied|answered|let slip|opened up about|talked about how|finally (?:said|told|
  admitted))`;
const BETWEEN = flat`
  (?:also|then|only|finally|later|even|had|has|once|quietly|suddenly|never|actually|already|’d|
  'd)`;
/** Somebody of a client's. */
const KIN = flat`
  (?:husband|wife|partner|mum|mom|mother|dad|father|parents?|sisters?|brothers?|son|daughter|
  boyfriend|girlfriend|ex|teacher|gran|grandmother|grandfather|aunt|uncle|family)`;
const WHO_EN = flat`
  (?:he|she|they|(?:(?:the|my|his|her|their) )?\p{L}+[’']s ${KIN}|(?:his|her|their) ${KIN}|
  (?:the|my|a|this|one) (?:\p{L}+ )?(?:client|patient|service user|boy|girl|
  mother|father|mum|dad|teenager|teen|student|pupil|couple|kid|lad|man|woman|young person|carer|
  grandmother|grandfather))`;
const SAYS_ES = flat`
  (?:dijo|dice|dijeron|ha dicho|había dicho|contó|cuenta|contaron|ha contado|confesó|confiesa|
  explicó|explica|reveló|confió|comentó|comenta|admitió|aseguró|describió|relató|susurró|
  escribió|mencionó|reconoció|soltó|repitió|repetía|preguntó|decía|contaba|juró|jura|prometió|
  pidió|suplicó|gritó|negó|se quejó|opinó|insistió|insiste|cree que|piensa que|habló de|aseguró|
  respondió|contestó|estuvo contando|iba contando|fue contando|estaba contando|ha confesado|
  ha explicado)`;
const WHO_ES = flat`
  (?:él|ella|ellos|ellas|(?:el|la|mi|un|una|este|esta) (?:paciente|client[ea]|usuari[oa]|
  consultante|chic[oa]|niñ[oa]|adolescente|alumn[oa]|madre|padre|señora?|pareja|familia|joven|
  abuel[oa]))`;

const SAID = [
  giu`
    (?<![\p{L}])${WHO_EN}(?:\s${BETWEEN}|${BETWEEN}){0,2}\s${SAYS_EN}(?![\p{L}])(?:\s(?:me|us)
    (?![\p{L}]))?`,
  giu`[,"”»’]\s(?<it>${SAYS_ES}\s${WHO_ES})(?![\p{L}])`,
  giu`[,”»]\s(?<it>dijo)(?=[,.;])`,
  giu`
    (?<![\p{L}])(?:mencionaron|se disculp(?:ó|aron)|se le escapó|compartió(?=\s(?:que|cómo))|
    me lo (?:ha contado|contó|dijo)|${SAYS_ES}\s(?:su|la|el)\s\p{L}+(?=\sque\s))(?![\p{L}])`,
  giu`[,"”»’]\s(?<it>said\s${WHO_EN})(?![\p{L}])`,
  giu`(?<![\p{L}])(?:me|nos|le)\s${SAYS_ES}(?![\p{L}])(?:\sque)?`,
  giu`
    (?<![\p{L}])(?:(?:la|el)\s\p{L}+\sde\s)?${WHO_ES}(?:\s(?:no|me|nos|ya|también|luego|por fin)
    ){0,2}\s${SAYS_ES}(?![\p{L}])`,
  giu`(?<![\p{L}])${SAYS_ES}\s(?:que|en sesión que|entre lágrimas que)(?![\p{L}])`,
  giu`
    (?<![\p{L}])(?:according to (?:him|her|them|the client|my client)|según (?:él|ella|
    mi paciente|me dijo|contó)|in (?:his|her|their) (?:own )?words|
    con sus (?:propias )?palabras)(?![\p{L}])`,
];

/** Those of the place one works in, and what one reads: what they say is no client's. */
const AT_WORK = iu`
  (?<![\p{L}])(?:supervisora?|colleagues?|co-?workers?|managers?|boss|team ?lead|mentora?|trainer|
  lecturer|receptionist|director[a]?|compañer[oa]s?|colegas?|jef[ea]|coordinadora?|médic[oa]|
  doctora?|dentista?|nurse|enfermer[oa]|gestora?|caser[oa]|landlord|accountant|fontanero|banco|
  ministerio|seguridad social|administración|gerencia|cuerpo|reloj|norma|ley|anuncio|correo|email|
  refrán|dicho|profesora?|formadora?|ponencia|manual|libro|book|author|autora?|article|artículo|
  podcast|poster|cartel|radio|speaker|ponente)(?![\p{L}])`;
/** Whoever is mine. */
const MINE = iu`
    (?<![\p{L}])(?:my|our|mi|mis|nuestr[oa])\s(?!clients?|patients?|pacientes?|client[ea]s?|
    usuari[oa]|consultante|alumn[oa]|own|head|mind|cabeza|mente)(?:\p{L}+\s)?(?:friends?|
    husband|wife|partner|sisters?|brothers?|mum|mother|dad|father|daughter|son|therapist|doctor|
    gp|tutora?|teacher|neighbou?r|amig[oa]s?|marido|mujer|esposa|pareja|hermanas?|hermanos?|
    madre|padre|mam[aá]|hij[oa]|psicóloga?|terapeuta|profesora?|vecin[oa]|tía|abuela)(?![\p{L}])`;
/** `her sister` is a client's; `my sister` is mine. */
const OTHERS = /(?<![\p{L}])(?:his|her|their|su|sus)\s\p{L}+/giu;
/** Whoever writes, nobody, people at large; and "me doy cuenta", which tells nothing. */
const FIRST = iu`
  (?<![\p{L}])(?:i|yo|we|nosotr[oa]s|nobody|nadie|somebody|someone|alguien|se|lo que|la|di|doy|
  dar|dar[mst]e|dio|d[aá]ndome|caer en|en)(?:\s(?:me|nos|le|te))?\s*$`;

export function said(text: string): Place[] {
  return SAID.flatMap((pattern) => matches(pattern, text)).filter(({ from, to }) => {
    const head = before(text, from);
    const around = `${head.replace(OTHERS, '')}${text.slice(from, to)}`;
    return !AT_WORK.test(around) && !MINE.test(around) && !FIRST.test(head);
  });
}
