/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "limner-painter-plan.h"

/* The words that the painter knows, in English, German, French, Spanish, Italian, Portuguese and
 * Dutch, in small letters without accents; a plural is found by its singular. README.md in this
 * folder shows them to people: change both. */
static const LimnerPainterWords entries[] = {
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_HARBOUR, 3,
    "harbour,harbor,port,marina,pier,quay,dock,fishing boat,sailboat,sailing boat,ship,venice,"
    "hafen,segelboot,fischerboot,schiff,kai,venedig,voilier,quai,bateau,venise,puerto,velero,"
    "barco,muelle,porto,veliero,barca,nave,venezia,veleiro,cais,haven,zeilboot,schip" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_SEA, 3,
    "sea,seascape,ocean,wave,beach,coast,shore,surf,island,meer,ozean,welle,strand,kuste,insel,"
    "brandung,mer,vague,plage,cote,ile,mar,oceano,ola,playa,costa,isla,mare,onda,spiaggia,"
    "isola,praia,ilha,zee,golf,kust,eiland" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_LIGHTHOUSE, 4,
    "lighthouse,leuchtturm,phare,faro,farol,vuurtoren" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_MOUNTAINS, 3,
    "mountain,mountainous,peak,alps,alpine,hill,valley,lake,glacier,cliff,canyon,volcano,berg,"
    "gebirge,gipfel,alpen,hugel,tal,see,gletscher,vulkan,montagne,sommet,colline,vallee,lac,"
    "alpes,montana,cumbre,colina,valle,lago,volcan,montagna,alpi,collina,vulcano,montanha,vale,"
    "bergen,heuvel,dal,meertje" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_WATERFALL, 5,
    "waterfall,cascade,rapids,wasserfall,chute d'eau,cascada,cascata,cachoeira,waterval" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_RIVER, 4,
    "river,stream,brook,creek,canal,riverbank,fluss,bach,kanal,rhein,donau,riviere,ruisseau,"
    "fleuve,rio,arroyo,fiume,ruscello,riacho,rivier,beek,gracht" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_RIVER, 1,
    "castle,fortress,palace,bridge,schloss,burg,festung,brucke,chateau,forteresse,pont,"
    "castillo,fortaleza,puente,castello,fortezza,ponte,castelo,kasteel,brug" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_MEADOW, 1,
    "windmill,mill,rainbow,windmuhle,muhle,regenbogen,moulin,arc-en-ciel,molino,arcoiris,"
    "arco iris,mulino,arcobaleno,moinho,arco-iris,molen,regenboog" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_SEA, 1,
    "palm tree,palm,palmtree,palme,palmier,palmera,palma,palmeira,palmboom,tropical,caribbean,"
    "karibik,tropisch,caribe" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_FOREST, 3,
    "forest,wood,woods,woodland,jungle,birch,pine,fir,wald,birke,kiefer,tanne,dschungel,foret,"
    "bois,bouleau,sapin,bosque,selva,abedul,pino,foresta,bosco,betulla,floresta,bos,woud,berk" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_DUNES, 3,
    "desert,dune,sand,sahara,camel,oasis,wuste,duene,kamel,oase,desierto,arena,duna,camello,"
    "deserto,sabbia,cammello,areia,woestijn,duin,zand" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_MEADOW, 3,
    "meadow,field,poppy,poppies,lavender,sunflower,wildflower,prairie,countryside,farm,grass,"
    "wheat,garden,park,wiese,feld,mohn,lavendel,sonnenblume,landschaft,bauernhof,weizen,garten,"
    "pre,champ,coquelicot,lavande,tournesol,campagne,ble,jardin,pradera,campo,amapola,lavanda,"
    "girasol,trigo,prato,papavero,girasole,grano,giardino,papoula,girassol,jardim,weide,veld,"
    "klaproos,zonnebloem,tuin,landscape" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_LANE, 3,
    "lane,avenue,alley,path,road,park,bench,allee,weg,strasse durch,pfad,bank im park,chemin,"
    "sentier,route,banc,camino,sendero,paseo,banco,viale,sentiero,strada,caminho,alameda,"
    "estrada,laan,pad" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_VILLAGE, 3,
    "village,cottage,cabin,hut,church,chalet,hamlet,house,farmhouse,dorf,hutte,kirche,haus,"
    "chaumiere,cabane,eglise,maison,pueblo,cabana,iglesia,casa,villaggio,capanna,chiesa,aldeia,"
    "igreja,dorp,kerk,huis" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_CITY, 3,
    "city,street,town,skyline,skyscraper,downtown,cyberpunk,neon,cafe,tram,paris,new york,"
    "tokyo,london,stadt,strasse,gasse,hochhaus,ville,rue,gratte-ciel,ciudad,calle,rascacielos,"
    "citta,grattacielo,cidade,rua,stad,straat,wolkenkrabber" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_STILL_LIFE, 4,
    "coffee,tea,mug,kaffee,tee,tasse,taza,tazza,caffe,xicara,kopje,koffie,thee,cappuccino,"
    "espresso,cafe creme,candle,kerze,bougie,still life,fruit,apple,pear,orange fruit,lemon,"
    "grape,peach,cherry bowl,jug,bottle,wine,breakfast,food,strawberry,strawberries,berry,"
    "berries,tomato,cherries,oranges,vegetable,cheese,cake,pizza,fruhstuck,essen,erdbeere,"
    "kirschen,orangen,kuchen,gateau,petit dejeuner,fraise,desayuno,comida,fresa,colazione,"
    "fragola,ontbijt,table,kitchen,bread,teapot,cup,stillleben,obst,apfel,birne,zitrone,traube,"
    "pfirsich,krug,flasche,tisch,brot,nature morte,pomme,poire,citron,raisin,peche,cruche,"
    "bouteille,bodegon,naturaleza muerta,fruta,manzana,pera,limon,uva,jarra,botella,natura morta,"
    "frutta,mela,limone,brocca,bottiglia,natureza morta,maca,limao,limoni,garrafa,stilleven,"
    "appel,peer,citroen,druif,kruik,fles" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_BOUQUET, 4,
    "bouquet,vase,flowers in a vase,vase of flowers,roses,tulips,tulip,tulipes,peonies,strauss,"
    "blumenstrauss,rosen,tulpen,bouquet de fleurs,ramo,florero,jarron,rosas,tulipanes,mazzo,vaso,"
    "rose,tulipani,buque,boeket,vaas" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_CLOUDS, 2,
    "clouds,cloudscape,sky,heaven,wolken,himmel,wolkenhimmel,nuages,ciel,nubes,cielo,nuvole,"
    "nuvens,ceu,lucht,hemel,balloon,hot air balloon,heissluftballon,montgolfiere" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_POND, 4,
    "koi,pond,water lily,water lilies,lily pad,goldfish,fish,carp,seerose,teich,goldfisch,"
    "karpfen,fisch,etang,nenuphar,poisson,carpe,estanque,nenufar,pez,stagno,ninfea,pesce,lagoa,"
    "peixe,vijver,waterlelie,vis" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_TREE, 3,
    "tree,lone tree,oak,cherry tree,cherry blossom,blossom,sakura,willow,olive tree,baum,eiche,"
    "kirschbaum,kirschblute,weide am,olivenbaum,arbre,chene,cerisier,olivier,arbol,roble,"
    "cerezo,olivo,albero,quercia,ciliegio,arvore,carvalho,cerejeira,boom,eik,kersenbloesem" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_SPACE, 3,
    "space,galaxy,planet,nebula,cosmos,universe,milky way,saturn,weltraum,galaxie,nebel im all,"
    "weltall,planete,espace,nebuleuse,univers,espacio,galaxia,planeta,nebulosa,universo,spazio,"
    "galassia,pianeta,espaco,ruimte,heelal,planeet" },
  { LIMNER_WORD_MOTIF, LIMNER_MOTIF_ABSTRACT, 4,
    "abstract,abstraction,geometric,bauhaus,kandinsky,cubism,shapes,pattern,abstrakt,"
    "geometrisch,formen,muster,abstrait,geometrique,formes,motif,abstracto,geometrico,formas,"
    "patron,astratto,forme,abstrato,padrao,vormen,patroon" },

  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_PORTRAIT, 1,
    "portrait,self-portrait,selfie,face,headshot,woman,man,lady,gentleman,girl,boy,king,queen,"
    "princess,prince,knight,wizard,witch,samurai,pirate,grandmother,grandfather,elf,fairy,"
    "dancer,ballerina,bride,soldier,warrior,viking,santa claus,tanzerin,braut,krieger,danseuse,"
    "sorciere,mago,bruja,maga,strega,bruxa,tovenaar,heks,portrat,gesicht,frau,mann,madchen,"
    "junge,konig,konigin,zauberer,hexe,ritter,visage,femme,homme,fille,garcon,roi,reine,"
    "retrato,rostro,mujer,hombre,chica,chico,rey,reina,ritratto,volto,donna,uomo,ragazza,"
    "ragazzo,re,regina,rosto,mulher,homem,menina,menino,portret,gezicht,vrouw,meisje,koning" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_FOX, 3, "fox,foxes,fuchs,renard,zorro,volpe,raposa,vos" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_CAT, 3,
    "cat,kitten,kitty,tabby,katze,katzchen,kater,chat,chaton,gato,gatito,gatto,gattino,gatinho,"
    "kat,poes" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_DOG, 3,
    "dog,puppy,puppies,retriever,labrador,corgi,spaniel,hund,welpe,chien,chiot,perro,cachorro,"
    "cane,cagnolino,cao,hond" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_WOLF, 3, "wolf,wolves,husky,loup,lobo,lupo" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_LION, 3, "lion,lioness,lowe,leon,leone,leao,leeuw" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_TIGER, 3,
    "tiger,leopard,cheetah,panther,jaguar,tigre,tigresse,tijger" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_BEAR, 3,
    "bear,teddy,grizzly,ein bar,der bar,braunbar,eisbar,baren,ours,oso,orso,urso,een beer,"
    "ijsbeer" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_RABBIT, 3,
    "rabbit,bunny,bunnies,hare,kaninchen,hase,lapin,lievre,conejo,liebre,coniglio,lepre,coelho,"
    "konijn,haas" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_HORSE, 3,
    "horse,pony,donkey,mule,zebra,mare,esel,ane,burro,asino,ezel,stallion,foal,unicorn,pferd,"
    "fohlen,einhorn,cheval,caballo,cavallo,cavalo,paard" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_DEER, 3,
    "deer,stag,elk,moose,reindeer,fawn,hirsch,reh,elch,rentier,cerf,biche,ciervo,cervo,veado,"
    "hert" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_BIRD, 2,
    "bird on,a bird,songbird,robin,sparrow,finch,parrot,canary,bluebird,hummingbird,kingfisher,"
    "little bird,small bird,red bird,blue bird,yellow bird,rotkehlchen,spatz,papagei,singvogel,"
    "ein vogel,kleiner vogel,un oiseau,perroquet,rouge-gorge,un pajaro,loro,un uccello,"
    "pappagallo,pettirosso,um passaro,papagaio,een vogel,papegaai" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_OWL, 3,
    "owl,eule,uhu,hibou,chouette,buho,lechuza,gufo,coruja,uil" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_BUTTERFLY, 3,
    "butterfly,butterflies,moth,schmetterling,falter,papillon,mariposa,farfalla,borboleta,"
    "vlinder" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_PANDA, 4, "panda" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_PENGUIN, 3,
    "penguin,pinguin,pingouin,manchot,pinguino,pinguim" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_ELEPHANT, 3, "elephant,elefant,elefante,olifant" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_WHALE, 3,
    "whale,orca,dolphin,shark,wal,walfisch,delfin,hai,baleine,dauphin,requin,ballena,tiburon,"
    "balena,delfino,squalo,baleia,golfinho,walvis,dolfijn" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_DRAGON, 3,
    "dragon,wyvern,dinosaur,drache,drago,dragao,draak,dinosaurier,dinosaure,dinosaurio" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_ROBOT, 3, "robot,android,cyborg,mech,roboter,robo" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_ASTRONAUT, 3,
    "astronaut,spaceman,cosmonaut,raumfahrer,astronaute,cosmonaute,astronauta,ruimtevaarder" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_SNOWMAN, 4,
    "snowman,snowmen,schneemann,bonhomme de neige,muneco de nieve,pupazzo di neve,"
    "boneco de neve,sneeuwpop,sneeuwman" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_CHRISTMAS_TREE, 4,
    "christmas tree,xmas tree,weihnachtsbaum,christbaum,tannenbaum,sapin de noel,"
    "arbol de navidad,albero di natale,arvore de natal,kerstboom" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_MUSHROOM, 3,
    "mushroom,toadstool,pilz,fliegenpilz,champignon,seta,hongo,fungo,cogumelo,paddenstoel" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_CAR, 3,
    "car,sports car,racing car,automobile,auto,rennwagen,sportwagen,oldtimer,voiture,coche,"
    "carro,automovil,macchina,raceauto" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_BICYCLE, 3,
    "bicycle,bike,fahrrad,fahrrader,velo,bicyclette,bicicleta,bicicletta,bici,fiets" },
  { LIMNER_WORD_SUBJECT, LIMNER_SUBJECT_TRAIN, 3,
    "train,locomotive,steam engine,railway,zug,dampflok,lokomotive,eisenbahn,tren,treno,trem,"
    "comboio,trein" },

  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_DAY, 2,
    "day,noon,midday,sunny,bright,daylight,blue sky,sunshine,summer day,mittag,sonnig,hell,"
    "sonnenschein,tag,midi,ensoleille,jour,mediodia,soleado,dia,mezzogiorno,soleggiato,giorno,"
    "meio-dia,ensolarado,middag,zonnig" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_DAWN, 3,
    "dawn,sunrise,morning,daybreak,early light,morgen,morgengrauen,sonnenaufgang,"
    "morgendammerung,aube,matin,lever du soleil,amanecer,alba,manana,mattino,amanhecer,manha,"
    "nascer do sol,dageraad,zonsopgang,ochtend" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_GOLDEN, 3,
    "golden hour,golden light,evening light,evening,late afternoon,low sun,warm light,"
    "abendlicht,abend,goldene stunde,goldenes licht,soir,lumiere doree,heure doree,tarde,"
    "hora dorada,luz dorada,sera,ora d'oro,luce dorata,entardecer,hora dourada,avond,gouden uur" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_SUNSET, 4,
    "sunset,sundown,burning sky,afterglow,sonnenuntergang,abendrot,coucher de soleil,"
    "coucher du soleil,atardecer,puesta de sol,ocaso,tramonto,por do sol,por-do-sol,"
    "zonsondergang" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_DUSK, 3,
    "dusk,twilight,blue hour,nightfall,dammerung,abenddammerung,blaue stunde,crepuscule,"
    "heure bleue,crepusculo,hora azul,crepuscolo,imbrunire,ora blu,schemering,blauwe uur" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_NIGHT, 4,
    "night,midnight,moonlight,moonlit,starry,nocturne,nacht,mitternacht,mondlicht,"
    "sternenhimmel,nuit,clair de lune,etoile,noche,luz de luna,estrellado,notte,chiaro di luna,"
    "stellato,noite,luar,estrelado,maanlicht,by night" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_OVERCAST, 3,
    "overcast,cloudy,grey sky,gray sky,dull,after the rain,rain,rainy,drizzle,bedeckt,bewolkt,"
    "trub,regen,regnerisch,nuageux,couvert,pluie,pluvieux,nublado,lluvia,lluvioso,nuvoloso,"
    "pioggia,chuva,chuvoso,regenachtig" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_FOG, 4,
    "fog,foggy,mist,misty,haze,hazy,nebel,neblig,dunst,brume,brouillard,brumeux,niebla,neblina,"
    "nebbia,nebbioso,nevoa,nevoeiro,mistig" },
  { LIMNER_WORD_LIGHT, LIMNER_LIGHT_STORM, 4,
    "storm,stormy,thunder,thunderstorm,lightning,tempest,dramatic,sturm,gewitter,blitz,"
    "sturmisch,dramatisch,orage,tempete,orageux,dramatique,tormenta,tempestad,relampago,"
    "tempesta,temporale,fulmine,tempestade,onweer" },

  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_OIL, 2,
    "oil,oil painting,oil on canvas,impressionist,impressionism,painterly,ol auf leinwand,"
    "olgemalde,olbild,ol,impressionistisch,huile,huile sur toile,peinture a l'huile,"
    "impressionniste,oleo,oleo sobre lienzo,impresionista,olio,olio su tela,impressionista,"
    "oleo sobre tela,olieverf" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_KNIFE, 4,
    "palette knife,impasto,thick paint,thick strokes,expressionist,van gogh,spachtel,"
    "dick aufgetragen,pastos,expressionistisch,couteau,empatement,espatula,empaste,spatola,"
    "materico,paletmes" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_GOUACHE, 4,
    "gouache,tempera,acrylic,acryl,acrylique,acrilico,guazzo,plakkaatverf,illustration,"
    "children's book,kinderbuch" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_PASTEL, 4,
    "soft pastel,pastel drawing,pastel on paper,chalk,crayon,kreide,pastellkreide,craie,tiza,"
    "gessetto,giz,krijt,pastels,pastell" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_PASTEL, 1, "pastel" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_POINTS, 4,
    "pointillism,pointillist,dots,seurat,pointillismus,pointillisme,puntillismo,puntinismo,"
    "pontilhismo" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_WATERCOLOUR, 4,
    "watercolour,watercolor,aquarelle,aquarell,acuarela,acquerello,acquarello,aquarela,aquarel,"
    "wasserfarbe" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_INK, 4,
    "ink,ink wash,sumi-e,sumi e,brush and ink,tusche,tinte,tuschezeichnung,encre,lavis,tinta,"
    "tinta china,inchiostro,nanquim,inkt" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_PENCIL, 4,
    "pencil,graphite,sketch,charcoal,drawing,etching,bleistift,kohle,skizze,zeichnung,"
    "radierung,crayon a papier,fusain,croquis,dessin,lapiz,carboncillo,boceto,dibujo,matita,"
    "carboncino,schizzo,disegno,lapis,carvao,esboco,desenho,potlood,houtskool,schets,tekening" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_POSTER, 4,
    "poster,travel poster,flat design,vector,screen print,silkscreen,minimalist,plakat,"
    "siebdruck,flach,affiche,serigraphie,cartel,serigrafia,manifesto,cartaz,zeefdruk" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_PIXELS, 5,
    "pixel art,pixelart,pixel,8-bit,8 bit,16-bit,16 bit,retro game,pixelkunst" },
  { LIMNER_WORD_MATERIAL, LIMNER_MATERIAL_LINOCUT, 5,
    "linocut,woodcut,woodblock,lino print,block print,engraving,linolschnitt,holzschnitt,"
    "linogravure,gravure sur bois,linograbado,grabado,xilografia,linoleografia,incisione,"
    "xilogravura,linosnede,houtsnede" },

  { LIMNER_WORD_SEASON, LIMNER_SEASON_SPRING, 2,
    "spring,fruhling,printemps,primavera,lente,blossom,cherry blossom,sakura,kirschblute,april,"
    "may" },
  { LIMNER_WORD_SEASON, LIMNER_SEASON_SUMMER, 2,
    "summer,sommer,ete,verano,estate,verao,zomer,july,august" },
  { LIMNER_WORD_SEASON, LIMNER_SEASON_AUTUMN, 3,
    "autumn,fall,autumnal,fall colours,fall colors,herbst,herbstlich,automne,otono,autunno,"
    "outono,herfst,october,november" },
  { LIMNER_WORD_SEASON, LIMNER_SEASON_WINTER, 3,
    "winter,wintry,snow,snowy,frozen,ice,christmas,schnee,verschneit,eis,weihnachten,hiver,"
    "neige,enneige,noel,invierno,nieve,nevado,navidad,inverno,neve,innevato,natale,natal,"
    "sneeuw,kerst" },

  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_WARM, 2,
    "warm,warm colours,warm colors,warme farben,chaud,couleurs chaudes,calido,colores calidos,"
    "caldo,colori caldi,quente,cores quentes,warme kleuren" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_COOL, 2,
    "cool,cool colours,cool colors,cold,kuhle farben,kalt,froid,couleurs froides,frio,"
    "colores frios,freddo,colori freddi,cores frias,koele kleuren" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_SOFT, 2,
    "pastel colours,pastel colors,soft colours,soft colors,delicate,pale,dreamy,pastelltone,"
    "zart,couleurs pastel,doux,colores pastel,suave,colori pastello,tenue,cores pastel,"
    "pastelkleuren" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_VIVID, 2,
    "vivid,vivid colours,vivid colors,vibrant,colourful,colorful,saturated,fauvism,bunt,krafti,"
    "leuchtende farben,farbenfroh,vif,couleurs vives,colore,vibrante,colorido,colori vivaci,"
    "vivace,kleurrijk,fel" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_EARTH, 2,
    "muted,earth colours,earth colors,earthy,earth tones,subdued,desaturated,erdfarben,"
    "gedampft,couleurs de terre,terreux,tonos tierra,colori della terra,tons terrosos,"
    "aardetinten" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_SEPIA, 3, "sepia,vintage,old photograph,nostalgic" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_GREY, 3,
    "black and white,monochrome,monochromatic,grayscale,greyscale,schwarzweiss,schwarz-weiss,"
    "einfarbig,noir et blanc,blanco y negro,bianco e nero,preto e branco,zwart-wit" },
  { LIMNER_WORD_PALETTE, LIMNER_PALETTE_TEAL_ORANGE, 3, "teal and orange,cinematic,blockbuster" },

  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_MOON, 1, "moon,full moon,mond,vollmond,lune,luna,lua,maan" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_STARS, 1,
    "star,starry,stern,sternenhimmel,etoile,estrella,stella,estrela,ster" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_BIRDS, 1,
    "bird,gull,seagull,swallow,geese,vogel,mowe,oiseau,mouette,pajaro,ave,gaviota,uccello,"
    "gabbiano,passaro,gaivota,meeuw" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_BOATS, 1,
    "boat,sailboat,sailing boat,ship,rowing boat,boot,segelboot,schiff,bateau,voilier,barque,"
    "barco,velero,bote,barca,veliero,zeilboot,schip" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_RAIN, 1,
    "rain,rainy,wet,regen,regnerisch,nass,pluie,mouille,lluvia,mojado,pioggia,bagnato,chuva,nat" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_SNOW, 1,
    "snowing,snowfall,snowflake,falling snow,blizzard,schneefall,schneeflocken,flocons,nevando,"
    "nevada,nevicata,sneeuwval" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_FLOWERS, 1,
    "flower,wildflower,poppy,poppies,rose,daisy,tulip,lavender,blume,mohn,gansebluemchen,"
    "lavendel,fleur,coquelicot,lavande,flor,amapola,lavanda,fiore,papavero,bloem,klaproos" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_HOUSE, 1,
    "village,dorf,pueblo,villaggio,aldeia,dorp,house,cottage,cabin,hut,barn,haus,hutte,scheune,"
    "maison,cabane,grange,casa,cabana,granero,capanna,fienile,celeiro,huis,schuur" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_TREES, 1,
    "tree,pine,fir,cypress,poplar,baum,kiefer,tanne,zypresse,arbre,sapin,cypres,arbol,cipres,"
    "albero,cipresso,arvore,boom" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_FIGURE, 1,
    "person,man,woman,people,girl,boy,child,couple,figure,wanderer,walker,mensch,mann,frau,"
    "leute,madchen,junge,kind,paar,personne,homme,femme,gens,fille,garcon,enfant,persona,"
    "hombre,mujer,gente,nina,nino,uomo,donna,ragazza,bambino,pessoa,homem,mulher,menina,menino,"
    "vrouw,mensen,meisje,jongen,astronaut" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_MAN, 1,
    "man,boy,gentleman,king,prince,knight,wizard,samurai,pirate,grandfather,mann,junge,konig,"
    "zauberer,ritter,homme,garcon,roi,hombre,chico,rey,uomo,ragazzo,re,homem,menino,koning" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_BEARD, 1,
    "beard,bearded,moustache,wizard,santa,viking,bart,bartig,zauberer,barbe,barbu,barba,"
    "barbudo,baard" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_OLD, 1,
    "old,elderly,aged,grandmother,grandfather,wizard,alt,alte,alter,grossmutter,grossvater,"
    "vieux,vieille,viejo,vieja,abuela,abuelo,vecchio,vecchia,nonna,nonno,velho,velha,oude" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_SUN, 1, "sun,sonne,soleil,sol,sole,zon" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_CLOUDS, 1, "cloud,wolke,nuage,nube,nuvola,nuvem,wolk" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_AURORA, 1,
    "aurora,northern lights,polarlicht,nordlicht,aurore boreale,aurora boreal,noorderlicht" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_BLOSSOM, 1,
    "blossom,cherry blossom,sakura,cherry tree,kirschblute,kirschbaum,cerisier,cerezo,ciliegio,"
    "cerejeira,kersenbloesem" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_CASTLE, 1,
    "castle,fortress,palace,schloss,burg,festung,chateau,forteresse,castillo,fortaleza,"
    "castello,fortezza,castelo,kasteel" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_BRIDGE, 1, "bridge,brucke,pont,puente,ponte,brug" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_MILL, 1,
    "windmill,mill,windmuhle,muhle,moulin,molino,mulino,moinho,molen" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_PALMS, 1,
    "palm tree,palm,palmtree,palme,palmier,palmera,palma,palmeira,palmboom,tropical,caribbean,"
    "karibik,tropisch,caribe,oasis,oase" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_RAINBOW, 1,
    "rainbow,regenbogen,arc-en-ciel,arcoiris,arco iris,arcobaleno,arco-iris,regenboog" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_CUP, 1,
    "cup,mug,coffee,tea,breakfast,tasse,becher,kaffee,tee,fruhstuck,cafe creme,cafe au lait,"
    "tasse de cafe,petit dejeuner,taza,cafe con leche,desayuno,tazza,caffe,colazione,xicara,"
    "cafe da manha,kop,kopje,koffie,thee,ontbijt,cappuccino,espresso" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_HAT, 1,
    "hat,cowboy,hut auf,mit hut,chapeau,sombrero,cappello,chapeu,hoed,pirate,pirat" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_MAGIC, 1,
    "wizard,witch,sorcerer,magician,merlin,zauberer,hexe,sorciere,sorcier,magicien,mago,bruja,"
    "brujo,maga,strega,bruxa,bruxo,tovenaar,heks" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_CROWN, 1,
    "king,queen,princess,prince,crown,konig,konigin,prinzessin,prinz,krone,roi,reine,princesse,"
    "couronne,rey,reina,princesa,corona,re,regina,principessa,rei,rainha,coroa,koning,koningin,"
    "prinses,kroon" },
  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_SUNFLOWERS, 1,
    "sunflower,sonnenblume,tournesol,girasol,girasole,girassol,zonnebloem" },

  { LIMNER_WORD_EXTRA, LIMNER_EXTRA_TULIPS, 1, "tulip,tulpe,tulipe,tulipan,tulipa,tulp" },

  { LIMNER_WORD_THING, LIMNER_THING_HOUSE, 1,
    "house,cottage,cabin,hut,barn,chalet,farmhouse,haus,hauschen,hauser,hutte,scheune,maison,"
    "chaumiere,cabane,grange,casa,casita,cabana,granero,capanna,fienile,celeiro,huis,huisje,"
    "schuur" },
  { LIMNER_WORD_THING, LIMNER_THING_CHURCH, 1,
    "church,chapel,kirche,kapelle,eglise,chapelle,iglesia,chiesa,igreja,kerk" },
  { LIMNER_WORD_THING, LIMNER_THING_VILLAGE, 1,
    "village,hamlet,dorf,weiler,pueblo,villaggio,borgo,aldeia,dorp" },
  { LIMNER_WORD_THING, LIMNER_THING_BOAT, 1,
    "boat,sailboat,sailing boat,fishing boat,rowing boat,ship,boot,segelboot,schiff,bateau,"
    "voilier,barque,barco,velero,barca,veleiro,veliero,zeilboot,schip" },
  { LIMNER_WORD_THING, LIMNER_THING_VESSEL, 1,
    "vase,jug,bowl,cup,mug,teapot,krug,schale,tasse,becher,cruche,bol,florero,jarron,jarra,taza,"
    "vaso,brocca,tazza,xicara,vaas,kruik,kopje" },
  { LIMNER_WORD_THING, LIMNER_THING_FLOWERS, 1,
    "flower,blossom,rose,tulip,peony,peonies,daisy,daisies,poppy,poppies,sunflower,bouquet,blume,"
    "tulpe,pfingstrose,mohnblume,sonnenblume,strauss,blumenstrauss,fleur,tulipe,pivoine,"
    "coquelicot,tournesol,flor,rosas,tulipan,amapola,girasol,fiore,fiori,tulipano,papavero,"
    "girasole,tulipa,girassol,bloem,rozen,tulp,zonnebloem,boeket" },
  { LIMNER_WORD_THING, LIMNER_THING_HAT, 1,
    "hat,cap,mutze,hut auf,chapeau,sombrero,cappello,chapeu,hoed" },
  { LIMNER_WORD_THING, LIMNER_THING_HAIR, 1,
    "hair,haired,haar,haare,haaren,cheveux,pelo,cabello,capelli,cabelo,beard,bart,barbe,barba" },
  { LIMNER_WORD_THING, LIMNER_THING_DRESS, 1,
    "dress,coat,shirt,jacket,sweater,kleid,mantel,hemd,jacke,pullover,robe,manteau,chemise,"
    "vestido,abrigo,camisa,vestito,cappotto,jurk,jas" },
  { LIMNER_WORD_THING, LIMNER_THING_APPLE, 1, "apple,apfel,pomme,manzana,mela,mele,maca,appel" },
  { LIMNER_WORD_THING, LIMNER_THING_PEAR, 1, "pear,birne,poire,pera,pere,peer,peren" },
  { LIMNER_WORD_THING, LIMNER_THING_ORANGE, 1,
    "oranges,orange fruit,orangen,apfelsine,naranjas,arance,laranjas,sinaasappel" },
  { LIMNER_WORD_THING, LIMNER_THING_LEMON, 1,
    "lemon,zitrone,citron,limon,limone,limoni,limao,limoes,citroen" },
  { LIMNER_WORD_THING, LIMNER_THING_PEACH, 1,
    "peach,apricot,pfirsich,aprikose,peche,abricot,melocoton,pesca,pesche,pessego,perzik" },
  { LIMNER_WORD_THING, LIMNER_THING_TOMATO, 1, "tomato,tomate,pomodoro,pomodori,tomaat,tomaten" },
  { LIMNER_WORD_THING, LIMNER_THING_STRAWBERRY, 1,
    "strawberry,strawberries,erdbeere,fraise,fresa,fragola,fragole,morango,aardbei" },
  { LIMNER_WORD_THING, LIMNER_THING_CHERRY, 1,
    "cherry,cherries,kirsche,cerise,cereza,ciliegia,ciliegie,cereja,kers,kersen" },
  { LIMNER_WORD_THING, LIMNER_THING_GRAPE, 1,
    "grape,weintraube,traube,raisin,uva,druif,druiven" },

  { LIMNER_WORD_HUE, LIMNER_HUE_RED, 1,
    "red,crimson,scarlet,rot,rouge,rojo,rosso,rossa,vermelho,vermelha,rood,rode,rote,roten,roter,"
    "rotem,rouges,roja" },
  { LIMNER_WORD_HUE, LIMNER_HUE_ORANGE, 1, "orange,amber,copper,naranja,arancione,laranja,oranje" },
  { LIMNER_WORD_HUE, LIMNER_HUE_YELLOW, 1,
    "sunflower,sonnenblume,tournesol,girasol,girasole,girassol,zonnebloem,blond,blonde,rubia,"
    "bionda,loira,yellow,gold,golden,gelb,jaune,dore,amarillo,amarilla,dorado,oro,giallo,gialla,"
    "gialli,dorato,amarelo,amarela,dourado,geel,gele" },
  { LIMNER_WORD_HUE, LIMNER_HUE_GREEN, 1,
    "green,emerald,olive,grun,grunem,vert,verte,verde,groen,groene" },
  { LIMNER_WORD_HUE, LIMNER_HUE_TEAL, 1,
    "teal,turquoise,cyan,aqua,turkis,turquesa,turchese,turkoois" },
  { LIMNER_WORD_HUE, LIMNER_HUE_BLUE, 1,
    "blue,indigo,navy,cobalt,azure,blau,blauem,bleu,bleue,azul,blu,azzurro,azzurra,blauw,blauwe" },
  { LIMNER_WORD_HUE, LIMNER_HUE_VIOLET, 1,
    "violet,purple,lilac,lavender,mauve,violett,lila,violeta,morado,viola,roxo,paars" },
  { LIMNER_WORD_HUE, LIMNER_HUE_PINK, 1, "pink,rosa,rose,rosy,magenta,fuchsia,roze" },
  { LIMNER_WORD_HUE, LIMNER_HUE_BROWN, 1,
    "brown,ochre,umber,sienna,braun,ocker,brun,ocre,marron,marrone,ocra,castanho,bruin,oker" },
  { LIMNER_WORD_HUE, LIMNER_HUE_BLACK, 1,
    "black,dark,schwarz,schwarzem,dunkel,noir,sombre,negro,negra,oscuro,nero,nera,scuro,preto,"
    "preta,escuro,zwart,donker" },
  { LIMNER_WORD_HUE, LIMNER_HUE_WHITE, 1,
    "white,weiss,weissem,blanc,blanche,blanco,blanca,bianco,bianca,bianchi,branco,branca,wit,"
    "witte" },
};

/*
 * _limner_painter_get_words:
 * @n_entries: (out): how many there are
 *
 * Returns: (transfer none): what the painter knows
 */
const LimnerPainterWords *
_limner_painter_get_words (gsize *n_entries)
{
  *n_entries = G_N_ELEMENTS (entries);
  return entries;
}
