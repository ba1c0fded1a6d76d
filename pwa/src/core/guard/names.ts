/** First names and some family names: folded, so without accents and in lower case. */

import { set } from './fold';

export const NAMES = set(
  'aarav aaron abbott abdul abigail acosta ada adam adelaida adele aditya adrian ' +
    'agnes agnieszka aguilar agustina ahmed aiden ailsa ainhoa aisha aitor akira alan albert ' +
    'alejandra alejandro alessandro alex alexander alexandra alexis alfie alfredo ali alice alicia ' +
    'alison allison alvarez alvaro amaia amanda amara amelia amelie amina amir amparo amy ' +
    'ana anand ananya anastasia anderson andrea andres andrew andy angela angelica ' +
    'anika anita ann anna anne annie anselmo anthony antonia antonio anwar anya ' +
    'aoife araceli archie ariana ariel arjun arthur arturo asha ashley astrid ava ayesha ' +
    'ayse aziz aziza bailey barbara bautista beatrice beatriz becky begona ' +
    'belen ben benjamin bennett bernard berta beth bethany betty bianca bilal ' +
    'billy bobby bonnie bradley brayan brenda brendan brian bridget ' +
    'brigid bruno bryan callum camila camilo campbell carla carlos ' +
    'carmen caroline carrie castro catalina catherine cecilia cesar charlie ' +
    'charlotte charo chavez chen cheryl chiara chidi chinedu chloe chris christina ' +
    'christine christopher ciaran cillian claire clarke claudia clive colin conchi conchita connor ' +
    'conor courtney craig cristina cynthia damian dani daniel daniela danielle danny ' +
    'darragh darren dave david davies debbie deborah declan deepa deirdre denise derek ' +
    'diana diane diaz dimitri divya dmitri dominguez dominic donald donna doris dorota dorothy ' +
    'dougal duncan dylan eddie edgar edith eduardo edward edwards edwin eileen elaine ' +
    'eleanor elena eli elias elisa elisabetta eliza elizabeth ellen ellie elliot eloise ' +
    'eloy elsa elvira emerson emilce emilia emilio emily emma enrique ' +
    'eric erica erika ernesto esme esteban estefania esther ethan eugenia eva evan ' +
    'evans evelyn ewa ezra fabian fatima fatma fatou federico ' +
    'felicity felipe felix ferdinand fermin fernanda fernandez fernando fiona ' +
    'francesca francis francisco fred freddie frederick freya gabriel gabriela garcia gareth ' +
    'gary gavin gemma geoff george gerald gerardo gillian gina gines giovanni giulia giuseppe ' +
    'gladys gomez gonzalez gonzalo gordon gorka graciela graham greg greta guadalupe ' +
    'guillermo gustavo gutierrez gwen hamish hamza hana hannah hans ' +
    'harold harpreet harriet harris harry harvey hassan hector helen helena henderson ' +
    'henry hernandez herrera hilda hiroshi hong howard huang hughes hugo hyun ' +
    'ian ibrahim ignacio iker imani imogen imran ines ingrid irene iria ' +
    'irina irma isaac isabel isabella isla ismael itziar ivan ivana jacinta jacob jacqueline ' +
    'jaime jairo jake jakub jamal james jamie jane janet janice jared jason javi javier ' +
    'jayden jeanette jeff jennifer jenny jeremy jerry jess jesse jessica jill jim ' +
    'jimena jimenez jimmy jing jisoo joan joanna joanne joaquin joaquina joe joel johanna john ' +
    'johnny johnson jonah jonas jonathan jones jordi jorge jose josefa joseph josh joshua ' +
    'juan juana juanita judith judy julia julian juliana julie julieta justin kamala kareem ' +
    'karen karim katarzyna kate katherine kathleen kathy katie kaur kavya kayla keiko keith kelly ' +
    'kenji kenneth kerry kevin khadija khalid khan kieran kim kimberly kirsty kofi kowalski ' +
    'krzysztof kwabena kwame kyle laia laila lakshmi lara larry laura lauren laurence ' +
    'layla leah leila leire lena leonardo leonor leroy lesley leticia lewis liam lidia ' +
    'lindsay linh lisa liu liz lizzie lloyd logan lola loli lopez lorena lorenzo lorraine louis ' +
    'louise luca lucas lucia lucy ludmila luis luisa luke lupe lydia lynn mabel macarena maddie ' +
    'maeve magdalena mahmoud maialen maite malcolm malik mandy manolo ' +
    'manuel manuela marc marcela marcelo marcia marco marcos marcus marek margaret ' +
    'margarita maria mariam mariana mariano maribel marie mario marion marisa marisol ' +
    'marjorie marta martha martin martina martinez mateo matias matilda matt matthew maureen ' +
    'mauricio maya medina meera mehmet mei melanie melissa mendoza merche ' +
    'mia micaela michael michelle miguel mikaela mike mikel mikhail mila ' +
    'millie minh miranda mireia miriam mitchell mohamed mohammed moira molina ' +
    'molly monica montse montserrat morag morales morgan moussa muhammad muriel murphy nacho nadia ' +
    'nahuel nancy naomi natalia natalie natalya natasha nathan navarro nazaret neha neil ' +
    'nelly nelson nerea ngozi nguyen niamh nicholas nicola nicolas nicole nigel nina ' +
    'noah noelia noor nora nuria obrien octavio oisin okafor okonkwo ' +
    'olga oliver olivia omar orla ortega ortiz oscar osei ' +
    'owen pablo paco pamela paola paqui patel patricia patrick ' +
    'paul paula pauline paulino pedro peggy penelope pepe perez pete peter petra phil philip phoebe ' +
    'phuong piotr polly pooja priya priyanka putri quintero quique rachel rafa rafael rahul ' +
    'raj ramirez ramon raquel rashid raul ravi raymond rebeca rebecca reggie regina renata ' +
    'ricardo richard rita rivera robert roberta roberto roberts robinson ' +
    'rodrigo rodriguez roger roland romina ron ronald ronnie rory rosalia rosalind rosalva rosario ' +
    'rosendo rosie roxana ruben ruiz rupert russell ruth ryan sabrina sakura salazar ' +
    'sally salma sam samantha samir samira samuel sanchez sandra sanjay santi saoirse ' +
    'sara sarah saul scott sean sebastian selma sergei sergio seth shannon sharon shaun ' +
    'shauna sheila shirley shona siddharth silva silvia simon simone simran sinead singh ' +
    'siobhan smith sofia sonia sonya sophia sophie stacey stanley stefan stella ' +
    'stephanie stephen steve steven stuart suarez sunita susan susana suzanne sylvia ' +
    'tamara tamika tania tanya tara tarek tariq tatiana taylor teresa ' +
    'terrence terry tessa thabo thelma theo theresa thiago thomas thompson thuy ' +
    'tiffany tim timothy tina tobias toby tom tomas tomasz tommy tony tracey tracy trevor ' +
    'tyler tyrone ulises ulrich ursula valentin valentina valeria vanessa ' +
    'vargas vasquez vazquez vera veronica vicente vicky vijay vikram villanueva vince vincent ' +
    'violeta vivian vladimir wanda wang watson wayne wei wendy wilfred william williams ' +
    'wilson wright xavier ximena xiomara yasmin yasmina ' +
    'yeray yesenia yilmaz yolanda youssef yui yuki yulia yumi yusuf yvonne ' +
    'zachary zaida zainab zamora zara zhang zoe zofia zulema',
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
