/** First names and some family names: folded, so without accents and in lower case. */

import { set } from './fold';

export const NAMES = set(
  'aarav aaron abbott abdul abebe acosta ada adam adelaida adele aditya adrian ' +
    'agnes agnieszka aguilar ahmed aiden ailsa ainhoa aisha aitor akira alan albert ' +
    'alejandra alejandro alessandro alex alexander alexandra alexis alfie alfredo ali alice alicia ' +
    'alison allison alvaro amaia amanda amara amelia amelie amina amir amparo amy ' +
    'ana anand ananya anastasia anderson andrea andrei andres andrew andy angela angelica ' +
    'anika anita ann anna anne annie anselmo antonia antonio anwar anya ' +
    'aoife araceli archie ariana ariel arjun arnau arthur arturo asha ashley astrid ava ayesha ' +
    'ayoze ayse aziz aziza bailey bautista beatrice beatriz becky begona ' +
    'belen ben benicio bennett bernard berta beth bethany betty bianca bilal ' +
    'billy bjorn bobby bonnie brayan brenda brendan brian bridget ' +
    'brigid bruno bryan callum camila camilo campbell carla carlos ' +
    'carmen caroline carrie carys castro catherine cecilia cesar charlie ' +
    'charlotte charo chavez chen cheryl chiara chidi chinedu chloe chris christina ' +
    'christine christopher ciaran claire clarke claudia clive colin conchi conchita connor ' +
    'conor courtney craig cristina damian dani daniel daniela danielle danny ' +
    'darragh darren dave david davies debbie deborah declan deepa denise derek ' +
    'diana diane diaz dimitri divya dmitri dominguez dominic donald donna doris dorota dorothy ' +
    'dougal dragan duncan dylan eddie edgar edith edward edwards edwin eileen elaine ' +
    'eleanor elena eli elias elif elisa elisabetta eliza elizabeth ellen ellie elliot eloise ' +
    'eloy elsa elvira emilce emilia emilio emily emma emre enrique ' +
    'eric erica erika ernesto esme esteban esther ethan eugenia eva evan ' +
    'evans evelyn ewa ezra fabian fatima fatma fatou federico ' +
    'felicity felipe felix ferdinand fermin fernandez fernando ffion fiona ' +
    'francesca francis francisco fred freddie freya gabriel gabriela garcia gareth ' +
    'gary gavin gemma geoff george gerald gerardo gina gines giovanni giulia giuseppe ' +
    'gladys gomez gonzalez goran gordon gorka graciela graham greg greta guadalupe ' +
    'guillermo gustavo gutierrez gwen hamish hamza hana hannah hans ' +
    'harold harpreet harris harry harvey hassan hector heike helen helena henderson ' +
    'henry hernandez herrera hilda hiroshi hong howard huang hughes hugo hyun iain ' +
    'ian ignacio iker imani imogen imran ines ingrid ioana irene iria ' +
    'irina irma isaac isabel isabella isla ismael itziar ivan ivana jacinta jacob jacqueline ' +
    'jaime jairo jake jakub jamal james jamie jane janet janice jared jason javi javier ' +
    'jayden jeanette jeff jelena jenny jeremy jerry jess jesse jessica jhon jill jim ' +
    'jimena jimenez jimmy jing jisoo joan joanna joanne joaquin joaquina joe joel john ' +
    'johnny johnson jonah jonas jonathan jones jordi jorge jose josefa joseph josh joshua ' +
    'juan juana juanita judith judy julia julian julie julieta justin kamala kareem ' +
    'karen karim katarzyna kate katherine kathleen kathy katie kaur kavya kayla keiko keith kelly ' +
    'kenji kerry kevin khadija khalid khan kieran kim kimberly kirsty kofi kowalski ' +
    'kwabena kwame kyle laia laila lakshmi lara larry lars laura lauren laurence ' +
    'layla leah leila leire lena leonardo leonor leroy lesley lewis leyla liam lidia ' +
    'lindsay linh lisa liu liz lizzie lloyd logan lola loli lopez lorena lorenzo lorraine louis ' +
    'louise luca lucas lucia lucy luis luisa luke lupe lydia lynn mabel macarena maddie ' +
    'maeve magdalena mahmoud maialen maite malcolm malik mandy manolo ' +
    'manuel marc marcela marcelo marcia marco marcos marcus marek margaret ' +
    'margarita maria mariam mariana mariano maribel marie mario marion marisa ' +
    'marjorie marta martha martin martina martinez mateo matias matt matthew maureen ' +
    'mauricio maya medina meera mehdi mehmet mei melanie mendoza merche ' +
    'mia micaela michael miguel mihai mikaela mike mikel mikhail mila ' +
    'millie milos ming minh miranda mireia miriam mohamed mohammed moira molina ' +
    'molly monica montse montserrat morag morales morgan moussa muhammad muriel murphy nacho nadia ' +
    'nahuel nancy naomi natalie natalya natasha nathan nazaret neha neil ' +
    'nelly nelson nerea ngozi nguyen niamh nicholas nicola nicolas nicole nigel nina ' +
    'noah noelia noor nora nuria obrien octavio oisin okafor okonkwo ' +
    'olga oliver olivia omar oriol orla ortega ortiz oscar osei ' +
    'owen pablo paco pamela paola paqui patel patrick ' +
    'paul paula pauline paulino pedro peggy penelope pepe perez pete peter petra phil philip phoebe ' +
    'phuong pieter piotr polly pooja priya priyanka putri quique rachel rafa rafael rahul ' +
    'raj ramirez ramon raquel rashid raul ravi raymond rebeca rebecca reggie regina renata ' +
    'reza rhys ricardo rita rivera robert roberta roberto roberts ' +
    'rodrigo rodriguez roger roland romina ron ronald ronnie rory rosalia rosalind rosario ' +
    'rosendo rosie roxana ruben ruiz rupert russell ruth ryan sabrina sakura ' +
    'sally salma sam samantha samir samira samuel sanchez sandra sanjay sanne santi saoirse ' +
    'sara sarah saul scott sean sebastian selam selma sergei sergio seth sharon shaun ' +
    'shauna sheila shirin shirley shona siddharth silva silvia simon simone simran sinead singh ' +
    'siobhan smith sofia sonia sonya sophia sophie stacey stanley stefan stella ' +
    'stephanie steve steven stuart suarez sunita susan susana suzanne sven sylvia ' +
    'sylvie tamara tamika tania tanya tara tarek tariq tatiana taylor teresa ' +
    'terrence terry tessa thabo thelma theo thiago thomas thompson thuy ' +
    'tiffany tim timothy tina tobias toby tom tomas tomasz tommy tony tracey tracy trevor ' +
    'tyler tyrone ulises ulrich unai ursula uwe valentina valeria vanessa ' +
    'vargas vasquez vera veronica vesna vicente vicky vijay vikram villanueva vince ' +
    'violeta vivian vladimir wanda wang watson wayne wei wendy wilfred williams ' +
    'wilson wright xabier xavier xiao ximena xiomara yasmin yasmina ' +
    'yeray yesenia yesica yilmaz yolanda yui yuki yulia yumi yusuf yvonne ' +
    'zachary zaida zainab zamora zara zeynep zhang zoe zofia zoran zulema',
);

/** Words that are also names: a name only beside something that makes it one. */
export const BOTH = set(
  'alba alma amber amor angel angeles april art asuncion august aurora austin autumn basil bill ' +
    'blanca bob candela caridad carol carolina castillo celeste chase chester clara concepcion ' +
    'consuelo cruz dai daisy dawn delgado diego dolores drew ella esperanza estrella faith florence ' +
    'flores frank georgia ginger gloria grace gracia grant guy hazel heather holly hope iris ivy ' +
    'jack jade jasmine jay jean jo jordan joy june ken kent lane lee leo leon lily lincoln linda ' +
    'lourdes luz mar marina mark max may mercedes milagros miles moreno nick nieves norm norma ' +
    'olive paris pat paz pearl penny perla pierce pilar ramos ray remedios rich rob robin rocio ' +
    'roman romero rosa rose rosemary ross ruby salvador sandy santiago sky socorro sol soledad ' +
    'sterling sue summer sydney toni torres valencia victor victoria violet virginia wade walker ' +
    'ward will',
);
