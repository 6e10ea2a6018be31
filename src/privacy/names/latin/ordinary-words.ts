/**
 * Words that begin with a capital for many reasons other than being somebody's name: names that are ordinary words as
 * well, months, languages, well-known places and products, words of headings. In small letters.
 */
const words =
  'jenkins maven looker ops payroll teammate teammates managers someone anyone timezone readme abbas abbey abbot able about access account accounts ace acre acres acton address admire africa african ' +
  'after age agent agreement ai aide airport akin al ala alderman ale alec alexia alison all alley ally alma ' +
  'almond alpha already also alt alter although alto always amazon amber amelia amend america american ames ami ' +
  'amin amsterdam an and android angel angelica anger angle angles annual another answer answers ' +
  'any apartment api appendix apple arabic arch archer are arena arenas ares argentina argue argyle ' +
  'arias ariel armor armour arms arroyo art ash asia asian atlas attached august auguste aura aurora australia ' +
  'australian austria autumn ava avant avenue awe axe aye azure ba baba babu bach bachelor back bacon badger ' +
  'bail bal bald ball balls balthazar ban band banda bane bang bangalore bangs bank banker banks banner banning ' +
  'baptist bar barber barbie barcelona bard bare barefoot barge bark barker barley barlow barnet barney baron ' +
  'barre barren barrie barrier barrio barrow barton base bash basic basil bass bassett bates bath batman battle ' +
  'battles baxter bay bays be beach beam beams bean beans bear beard beau beaver because beck bee beech been ' +
  'beer beers before begin beijing being belgium bell belle below belt bench bender benedict benny bent berg ' +
  'bergen berlin berry bertha best bethel between beverage bey bi bias bible bien bigger bill billie billing ' +
  'billings bills bing birch bird birmingham birth bishop bitter black blacksmith blade blades blanco bland ' +
  'blank blaze bless blessing blew blind bliss blitz blizzard block blood bloom blossom blow blue blunt board ' +
  'bob bodily body bois bold bolivar bologna bolt bombardier bon bond bonds bone bones bonnet book booker books ' +
  'boom boon booth boots bordeaux border borders boring born borne boroughs boss boston both bottom bottoms ' +
  'boulevard bounds bourbon bourgeois bourne bow bowie bowler bowling bowman box boxer boy boys brace brad ' +
  'brain brake bran branch brand brands brandy brant brasil brass bravo bray brazil bree breed breeding breeze ' +
  'brent breton brew brewer brewster brick bride bridge bridges bright brink bristol britain british broad ' +
  'broadway brock broker brook brooks broom brothers brow brown browning bruins brunette brush brussels buck ' +
  'buckle bud buddy budge buff buffalo buffy building bull bullock bump bun bunch bunk bunker bunny burden ' +
  'bureau burger burgess burke burn burns burr burrows burton bury bush business buster but butch butcher butt ' +
  'button buys bye cable cade cadet caesar cage cain cairns call cam camel camera camp campo campos camps can ' +
  'canada canadian canal canary cancel candidate candidates candy cane canning cannon canon canterbury canton ' +
  'cantor cap cape captain car carbon card cardinal care cargo carmine carol carolina carp carpenter carr ' +
  'carrier carry cart cartwright carver casa case cash casino cast castle castles cater cavalier cave caves ' +
  'celeste center centers certain cha chad chain chalk challenger chamberlain chambers champ champagne champion ' +
  'chance chancellor chandler chang channel chant chao chapel chapman chapter char charity charleston charley ' +
  'charlotte charter charters chase che check cheek cheeks cheers cher cherry cheshire chess chestnut chevalier ' +
  'chew chi chicago chick chico chief chihuahua child chin china chinese choice chow christian christians ' +
  'christie christy chrome chuck church cicero cinnamon cisco citizen city civil clary class clause clay clear ' +
  'clement cleopatra clerk clever click cliff clinch clint clock close cloud clover coach coats cobb coca coco ' +
  'code coffee coffin cohen coil coin coke cola colby cole collar colleague colleagues colleen college collier ' +
  'cologne colon colorado colt comes comfort commander committee commodore common commons company conception ' +
  'conclusion conditions condo cone configuration confluence congratulations conner connie conquest constable ' +
  'constant contact contacts contract converse cook cooks cool coop cope copper coral cord cordoba core corey ' +
  'cork corn corner corona corporation corpus cory cost costa cote cotton couch could coulter council counter ' +
  'country counts coupe court courts cousin cousins cover covert cowan coward craft crafts crane crank crater ' +
  'craven credit cree creed creek crew crews crisp croft crook cross crouch crow crown cruise crystal css cue ' +
  'cuff cunning cure curl curran current currie curry curt customer customers cutler cutter cutting cypress da ' +
  'dahl daily daisy dakota dale dalton dam dame dance dancer danish darcy dare dark darling dart das dash data ' +
  'date dauphin davenport davies davy dawn day days de deacon deal dean dear december deck decker dee deeds ' +
  'deer degree del delay delhi dell delta demo demos denmark dent department deputy derby derrick derry ' +
  'description design desire dessert destiny details development devon dew dexter dial diamond dice dick ' +
  'dickens did dies din ding dino director ditch diver divers divine dixie do dobson dock docker docs ' +
  'doctor documentation dodge doe does doll dollar dolly dolphin domino don dona done dong doom dose dot double ' +
  'dove dover dow down downing downs dragon drain drake draper dress dresser drew drive driver drone drown drum ' +
  'drummer dry dublin duck due duet duff duke dukes dull during dust dusty dutch duty dye dyer dyke each eager ' +
  'eagle eagles earl earls early earnest east easter ebony echo ed eddy edge edinburgh einstein el elder elders ' +
  'elm else em email emerald emery emmy employee employees eng engineer engineering england english ensign era ' +
  'eu europe european eve even every everybody everyone example examples excel executive eye eyre facebook ' +
  'factor fae fail failing fails fair fairy faith fake falcon fall fallen falls fan fang fanny fantasia fares ' +
  'farmer fast fate faux favor favorite favors fax fay fe fear fearing fears feather feathers february fee fees ' +
  'fell fellows felt fender fern ferry few fey field fielder fielding fields fife figma figure figures file ' +
  'files finance finch fine finer fines finger finland firefox first firth fiscal fish fisher fitch fitting fix ' +
  'flaming fleet fleming fletcher flick flicker fling flint flock flood floor flora florence flower flowers fly ' +
  'folds foley folk folks font for force ford fore foreman forest forget fort forte forth fortune forward ' +
  'foster fought fountain fowler fox frame france frank frankfurt franklin franks fray free freed ' +
  'freeman freeze french freshwater friar friday fried friend friends fries from frost fruit fry full fuller ' +
  'funk furry fury fuss gable gage gain gains gal gala gale gall gallant galley gallon gamble games gan gang ' +
  'garden gardener garland garner garrison garth gates gathers gaunt gay gear gee gender gene general genesis ' +
  'geneva genie gentle gentry germain german germany get gets gibbons gibson gift gill gills gin ginger github ' +
  'gitlab given glad gladstone glasgow glass glen gloria glory gloss glover go goal goals going golang gold ' +
  'golden goldsmith gong goo good goodman goodnight goods goodwill google gora gore goth government grab grace ' +
  'gram grams gran grand grande grange grant grapes grass grave gravel gravely graves gray greaves greek green ' +
  'greenfield greenhouse greenwood grey grill grim grimes groom gross grounds group groups grove groves grow gu ' +
  'guangzhou guard guernsey guess guest guide guild guise gum gunner gurney gus gust gut guy guys ha hack ' +
  'hacker hacking hackney had haggard hail hair haji hale hall hallmark halls ham hamburg hamburger hamlet ' +
  'hammer hampshire han hand handbook handler hands handy hang hank happy harbor harbour hard harden harder ' +
  'hardware hardy hare harmony harness harp harper harrow harsh hart has hash hastings hasty hatch have haven ' +
  'having hawk hawker hawks hawthorn hay hays hayward hazard hazel he head heal heap heard heart heath heather ' +
  'heck hedge hedges height held heller hello helm hem hence henley her herald herb hercules herd here heritage ' +
  'heron herring hey hicks hidalgo high highland hill hills hilt him hire hires hiring his hitch ho hobby hogan ' +
  'holden holder holding hole holiday holland holly holm holstein holt holy home homer homes hon honda honey ' +
  'hong hongkong honor hood hook hooker hooks hoop hooper hoover hope hopes hopper hopping horn hose hospital ' +
  'host hotel house householder houston hove how howe however html hubspot hue huff hug huh hui hull hum human ' +
  'humble hunger hunt hunter hunting hurdle hurley hurst hurt husband husbands ice idol if imam imperial in ' +
  'inch india indian info information ing ingram innocent install installation institute internet interview ' +
  'into introduction invoice ireland iris is island isles issue it italian italy its ivory ivy jack jade jagger ' +
  'jake january japan japanese jasmine jasper java javascript jay jeans jedi jersey jessie jesus jew jewel ' +
  'jimmie jin jira jo jock joey johnnie johns jolly jong jordan journey joy json judge juliet jump jumper ' +
  'junior junk jury just justice ka kaiser kali kam kane kang kant kara karma kay keel keen keep keepers kelvin ' +
  'kemp kent kern kettle key keys khalifa khan ki kick kidney kill killings kin kind king kirby kirk kiss kit ' +
  'kitchen kitchens kite kitty knee knight knights knock knuckles ko kong korean kraft kris kubernetes kylie ' +
  'kyoto la labrador lac lacey lack lacks lacrosse lacy lad laden lady laguna lair laird lake lakes lam lama ' +
  'lamb lambert lamp lana lance land landau lands lane lang langley large lark laser lash lass last latch ' +
  'latino laughter laurel lavender law lawn laws lawyer lax lay layer leach lead leader leaf league leak leaks ' +
  'lean leap lear learn learned leary lease ledger legal leger lei leisure lemon lent leone leopard les less ' +
  'lesser level lever levin levy lew lex ley li liang liberty lick lie lies lieu light like likes lily lima lin ' +
  'linden line linen liner lines ling linger link linux lion lisbon list lister little lively liverpool lizzie ' +
  'lo location locations loch lock locker locks lodge london long longest look loop loose lord lords lore los ' +
  'lose loss loud louder lough louie love lovely loving low lowe lower lowers lowry luce luck lucky lulu ' +
  'luna lung lush lust lux luz lynch mac mace mach macintosh mack macon madam madden madeira madison madonna ' +
  'madrid mae magdalene magnolia maiden main maize major majors make maker makes male males malik mall maltese ' +
  'man mana management manager manchester mango mani manly manner manners manning manor mans mantle manual many ' +
  'maple mar mara marble marc march marge marina marines mark marker market marketing marks maroon marquess ' +
  'marquis marrow marry mars marseille marsh marshall martini martins marvel mas mask mason mass mast master ' +
  'masters matter max maxwell may maya mayo mayor mayoral maze mead meadow meadows meals means mecca medina ' +
  'medley meek meeting meetings mel melbourne melody member members men meng mentor mercer merchant mercy ' +
  'merlin merry mesa messenger messing meta metro mexican mexico mi michaels mick mickey microsoft might milan ' +
  'miles mill millie milling million mills milo miner mines ming ministry minnie minor minus mir miracle mirza ' +
  'miss missy mister misty mitch mix mo moan mobile mock mode moe mole molly mom mon monday monde money monk ' +
  'monks monte monthly montreal monty mood moody moon moor moors moose mora moral morales more morning morrow ' +
  'morse mort moses moss most motto mount mountain mounts mourning mu mughal muir mule muller mumbai munich ' +
  'munster murray muse museum music must mustard mutter my myrtle mysql na nail nails name nan naples napoleon ' +
  'natal nation nations naval nave nay neal near nearing necessary ned nee needle needles negro neighbors ' +
  'nellie nelly nephew ness netherlands never new newborn newcomer newell newton next nice nicely nick nickel ' +
  'niece nightingale nine nix no noble nobles noon north northern norway not note notes notice notion nova ' +
  'novella november nu null number numbers nurse oak oaks obey objective objectives october office officer ' +
  'often oh okta old olds olive ollie om omega on once only ono operations or orange orchard order ore organ ' +
  'orleans osaka other otter ou our ours outlaw outlook over overall overland overly overview oxford oyster ' +
  'pace pack pagan page pages painter pair paisley palazzo palm palmer pan panda pandit pandora pang panther ' +
  'panzer papa par para paradise parchment pardon parent paris parish park parks parry parsons partridge pasha ' +
  'pass pastor pat patch patience patron patsy patty paul paw pay payment pdf pea peace peach peacock peak ' +
  'peaks pearce pearl peat peck peek peel peer peg pembroke pen penny people peoples pepper peppers pereira ' +
  'perkins person persons peters petit petite petty pew phoenix phone pi piano piazza piccolo pick pickup pier ' +
  'pierce pigeon pike pile pilgrim pillar pillow pilot pin pine pines ping pink pinto piper pipes pitcher pizza ' +
  'place plain plan plank plans plant plants plaster plate platform player plaza pleas pleasant please plum po ' +
  'pointer points pol pole policies policy polish polite polk poll pollard pollock polly polo ponce pond ponder ' +
  'ponds pool poor pop pope porch port portal porter portugal portuguese post poster postgres postgresql potter ' +
  'pound pounds power powers prairie pratt pray precious prentice president press pretty previous price pride ' +
  'priest prime prince princess prior privacy pro process proctor product products profit project projects prom ' +
  'proper prophet proto proud province provost pry puff pulse pun punch purchase python qi qin quarter ' +
  'quarterly quay queen query question questions quick race rack rai rain rains raj raja rake ram ran rana rand ' +
  'randy rang range ranger rani rank ransom rape ras rash rather rave raven ray rayon razor re reach react read ' +
  'reader reading ready real reason reasons record records rector red redding reddish reddy redhead redis ' +
  'redwood reel rees reeve reeves ref reference regal regards register rein release remote ren render report ' +
  'reports research resources review reviews rex rhea rhine rhone rhymes rice rich richer riches richter rick ' +
  'riddle rider ridge riding ridley riley rim ring rink ripple rising risk ritter river rivers roach road rob ' +
  'robbins robin rock rocker rocks rocky rod rode roe rogue role roles roll roller rolling rolls roma romano ' +
  'romans rome ronnie roof rook root roots rose rosemary rosy rotterdam rough round rounds rouse rousseau row ' +
  'rowan royal royals royalty rubin ruby rudd rudder rude rue rule rumble runner running ruse rush rushing ' +
  'russia russian rust rusty rutherford rye saber sable sack sacks safari sage sailor sailors saint sal sale ' +
  'sales salesforce salmon salt same sammy sample samples san sand sands sandy sane sang sant santo santos ' +
  'saturday saul savage savanna savannah savoy saw sawyer sax saxe say scala scales scarlet school schools ' +
  'science scotland screen sea seal seals seaman search searing sears season seat seats second section security ' +
  'see seed seeds seek sees self sell sellers sells sen seneca senior seoul september sera sergeant sermons ' +
  'serra service services session sessions settings settle settles setup severe sha shack shade shady shah ' +
  'shake shall shallow sham shan shanghai share sharepoint sharif sharp shaw shawn shay she shea shear sheen ' +
  'sheer sheets sheikh shell shelly shenzhen shepherd sheriff sherlock sherry shield shields shine shire shiver ' +
  'shivers shock shoe shook shore shores short shorter shorts should shoulders show showers shown shows shy si ' +
  'sick sides siemens sierra silk silva silver sim sima sims sin since sincerely sing singapore singer ' +
  'singleton sink sinks sir sit sites six skinner skipper slack slade slate slater slaughter sleeper slick slim ' +
  'sloan sloop sly small smart smiley smoke snow so sober soda software sol solar sole solo some sometimes son ' +
  'song sonny sons soon sorrow sorry south southern southward sox space spade spain span spanish sparkle sparks ' +
  'sparrow speaker speaks spear spears speed spell spells spence spice spies spikes splinter spoon spray spring ' +
  'springer springs spruce sprung sql square squire stack stacks staff stage stair stairs stake stalker stall ' +
  'stamp stamps standard standing staples star stark starr state states station stay steel steer stein stella ' +
  'stem step steppe steps sterling stern stevens steward stiff still stills stock stocks stoke stokes stone ' +
  'stones storey storm storms stormy story stout straight strain strait strand strange strategic strategy straw ' +
  'stream street streets strength stretch strike striker strode strong struck stuck student stump styles ' +
  'subject such sue sugar sui suit suite suits sum summary summer summers sun sunday sung sunny sunshine super ' +
  'support sur surface surgeon swallow swallows swan sweat sweden swedish sweeney sweet swift swim swing swiss ' +
  'switzerland sword swords syed sykes system systems ta table tack tad tai tailor tak talbot tall tally tammy ' +
  'tan tang tank tanner tao tara tatar tate tax tay te tea team teams tee tell teller temple temples tennis ' +
  'tequila terms terra test than thank thanks that thatcher the theater theatre their then there therefore ' +
  'these they third this thistle thong thorn thorpe those thrash threat threats throne thursday tian ticket ' +
  'tiffany tiger timbers time tin ting tingle tiny title to tod toe tokyo toledo toll tome tone tong topping ' +
  'tori toro toronto tory touch tow tower towers town towns toy trace trader trail train trainer tram treasure ' +
  'treat trees tremble trey trick trim trinity tripoli troop troupe trout troy true trump trunk truss tuck ' +
  'tuesday tufts tun tune tung turk turkey turkish tutor tutorial tweed twist twitter typescript tyre uk um un ' +
  'under underwood university unless until update upgrade uphold upright urban usa use used user users usher ' +
  'using usually utter vale valencia valentine valley van vancouver vega vegas velvet venus verge verity ' +
  'version vessels vest via vial vice victor victoria victory vienna villa vine vines vineyard violet virgin ' +
  'virginia virtue vis vita vital viva vowels wade wages wai wainwright wait waits wake waldo wales walk wall ' +
  'waller walls wally waltz wan wand wander wang warden ware warn warner warning warren warrior was wash ' +
  'waters watt watts wax way we wear weary weaver web weber webster wedding wedge wednesday wee weed ' +
  'weekly weeks weight weir welch welcome well wellington wells welsh wen were west western what wheat wheeler ' +
  'wheeling when where which while white whitehead who why wiener wight wild wilder will willing willow wills ' +
  'willy win wince winchester wind windows windy wine wines wing winger wink winkler winner winning winter ' +
  'winters wire wisdom wise with within without witty wolf won wonder wonders woo wood wooden woodland woods ' +
  'woodward woody wool worcester word work working works worm worth worthy would wren wynn xi xu yale yang ' +
  'yankee yard yates ye yell yep yes yet yin yo york you young younger your yu yuan zack zealand zee zendesk ' +
  'zip zoom zurich'

export const ordinaryWords: ReadonlySet<string> = new Set(words.split(' '))
