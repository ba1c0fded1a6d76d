/** Words with a capital that point to no client. Folded, as names are. Compact: they travel to the phone. */

import { set } from './fold';

/** Those who thought, wrote or composed: nobody's client. */
export const THEORISTS = set(
  'adler ainsworth bach bandura bateson beck beethoven berne bion borges bowen bowlby brown buber ' +
    'casement cervantes chopin cohen ellis epston erikson ferenczi figley fonagy foucault frankl ' +
    'freire freud fromm gilbert gottman haley hayes herman horney johnson jung kabat-zinn klass ' +
    'klein kohut kolk kubler-ross lacan levine lieberman linehan lorca machado main malan maslach ' +
    'maslow mearns miller minuchin moreno mozart neff neruda nietzsche ogden pavlov perls piaget ' +
    'porges rogers rollnick rosenberg rothschild sartre satir selvini serrat shakespeare shazer ' +
    'siegel skinner spinazzola stern thorne vygotsky whitaker white winnicott worden yalom zweig',
);

/** Days, tongues, feasts, kin, makers, schools, buildings and places. */
export const HARMLESS = set(
  'abril abuela abuelo act adlerian africa african agosto aires aleman alemania alexa allah ' +
    'amazon america american amsterdam andalucia android ano apple april arabic argentina asia ' +
    'asian asturias august aunt auntie australia balint bar barcelona belfast berlin bible biblia ' +
    'biblioteca bilbao birmingham bluetooth bogota boston brazil brexit brighton bristol britain ' +
    'british bruselas brussels buddhist buenos cadiz cafe california calle calm cambridge canada ' +
    'canarias caracas cardiff carnaval carrefour castilla catalan cataluna catholic centro chatgpt ' +
    'chi chicago chile china chinese christian christmas church clinic clinica club colegio college ' +
    'colombia colombian compassion constitucion cordoba cornwall covid critic dad danish day ' +
    'december departamento department devon dia diciembre dios diwali domingo dublin dutch east ' +
    'easter edinburgh eid enero england english equipo espana espanol estacion este europa europe ' +
    'european euskadi eve excel extremadura facebook familiar febrero february fitbit france ' +
    'frances francia french friday fridays galicia gallego galway german germany gestalt glasgow ' +
    'gmail god google gran granada grandad grandma grecia greece greek greggs guardar guardian ' +
    'habana hacienda halloween hamlet hanukkah headspace hebrew hindu hospital hotel hub humanistic ' +
    'i iglesia ikea ill im india inglaterra ingles ingleses instagram instituto internal internet ' +
    'ipad iphone ireland irish italia italian italy ive january japan japanese jesus jewish jueves ' +
    'julio july june jungian junio kindle kleinian lago lake latin leeds lent library lidl lima ' +
    'linkedin lisboa lisbon liverpool london londres lord lunes madre madrid malaga mallorca mam ' +
    'mama manchester march martes marzo may mayo men menorca mercadona metro mexican mexicano ' +
    'mexico microsoft middlemarch miercoles mindful mindfulness mom monday mondays monte montevideo ' +
    'mount movistar muertos mum murcia museo museum muslim nan narrative navidad netflix new ' +
    'newcastle norte north nottingham november noviembre nuevo october octubre oeste ofsted outlook ' +
    'oxford pais papa park parque pascua passover payroll peru peruvian pilates plaza polish ' +
    'polyvagal portugal portuguese psychodynamic quito quran radio ramadan recursos renfe reyes rio ' +
    'river road rogerian roma rome room rounds russian sabado sainsbury saint sala salamanca ' +
    'samaritans san santa santo saturday saturdays school schwartz scotland scottish semana send ' +
    'september septiembre service servicio sevilla sheffield sikh siri sistemica slack social ' +
    'socratic south spain spanish spotify st starbucks station stoic street sunday sundays ' +
    'supervision supervisor supervisora sur swedish systemic systems tai tavistock team teams ' +
    'tenerife terapia tesco texas thai thanksgiving therapy thursday thursdays tiktok toledo ' +
    'tuesday tuesdays turkish twitter uber ukrainian uncle universidad university vasco viernes ' +
    'vodafone volvo waitrose wales watch wednesday wednesdays welsh west whatsapp wifi wikipedia ' +
    'women word year yoga york youtube zaragoza zoom',
);

/** They begin sentences about people and things, and name nobody. */
export const STARTS = set(
  'a about after afternoon algo alguien algunos all also although always ambos an and anger ' +
    'another anyone are as at aun aunque autumn ayer because before boss both but cada cafe can ' +
    'children cinco client cliente clientes clients coffee colleagues como companera companero con ' +
    'could couple cuando cuatro desde despues did do does donde dos each el ella ellas ellos ' +
    'entonces equipo even evening everybody everyone everything familia family father fear five for ' +
    'four gente grief group grupo hard hasta he her here his how hoy i if incluso invierno is it ' +
    'its jefa jefe joy just kids la las le les life like lluvia long los luego lunch madre manager ' +
    'manana many maybe me mi mientras mine mis morning most mother muchos music my nada nadie ' +
    'neither never ni night no nobody noche none noone nos nosotras nosotros not nothing now nunca ' +
    'often one only os others otono otra otro otros our paciente pacientes padre para pareja ' +
    'parents patient patients people perhaps pero please por porque primavera que quien quizas rain ' +
    'se segun seis sesion session seven she short should si siempre silence silencio since six ' +
    'sleep so sol some somebody someone something sometimes spring staff still su sueno summer sun ' +
    'supervision sus tambien tampoco tarde te tea team tears thanks that the their then there these ' +
    'they this those though three todas today todo todos tomorrow tonight tough trabajo tres two un ' +
    'una unas uno unos until usted ustedes verano vida was we were what when where which while who ' +
    'whose why winter with work would y ya yes yesterday yo you',
);
