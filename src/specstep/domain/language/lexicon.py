"""A compact English lexicon: the words that requirements are made of, and the ones that hold them together."""

VERBS = frozenset(
    """
    accrue apologize argue bend bite breed bury catch climb commute complain compose convince criticise criticize degrade
    demote dig dismiss dissuade enjoy extinguish forgive heal injure inject invest knit laugh marry persuade practise prune
    quarrel ride rot sing soak sting sue supervise sweep threaten unwrap veto wear weld whisper
    abort accept access accumulate acknowledge act activate adapt add adjust administer admit advance advise agree
    aim alert align allocate allow amend analyse analyze announce answer anonymise anonymize appear append apply
    appoint approve archive arrange arrive ask assess assign assist attach attempt attend audit authenticate authorise
    authorize automate avoid back backup bake balance ban batch be become begin belong bill block blur book boot
    borrow break bring broadcast browse build bundle buy cache calculate calibrate call cancel capture carry cause
    celebrate certify change charge chat check choose claim classify clean clear click clock clone close collaborate
    collapse collate collect combine come comment commit communicate compare compete complete comply compress compute
    configure confirm connect consent consist contact contain continue control convert cook coordinate copy correct
    cost count cover crash create credit crop customise customize cut deactivate deal debit decide declare decline
    decode decrease decrypt deduct deduplicate define delay delegate delete deliver deny depend deploy derive
    describe design detect determine develop die differ digitise digitize disable discard disconnect discount
    discover display distribute divide do donate double download draft drag draw drive drop duplicate earn edit eject
    email embed empty enable encode encrypt end enforce enrol enroll ensure enter erase escalate establish estimate
    evaluate exceed exchange exclude execute exist expand expect expire explain export expose extend extract face
    fail fall feed feel fetch fetch file fill filter find finish fit fix flag flash flip fly follow forbid force
    forecast forget format forward free fulfil fulfill function gather generate get give go grade grant greet group
    grow guarantee guess guide halt hand handle hang happen harvest hash have hear heat help hide highlight hit hold
    host identify ignore illustrate import improve include increase indicate inform inherit initiate insert inspect
    install integrate intend interact interpret interrupt invalidate invite invoice irrigate isolate issue iterate
    join jump keep kick know label land last launch lead learn leave lend let level light like limit link list listen
    live load localise localize locate lock log look loop lose lower mail maintain make manage map mark mask match
    measure meet mention merge message migrate minimise minimize miss model moderate modify monitor mount move mute
    name navigate need negotiate nominate normalise normalize note notice notify number obey obtain occupy occur offer
    open operate optimise optimize order organise organize outline overlap override overwrite own pack paint pair park
    parse participate pass paste patch pause pay perform permit persist phone photograph pick ping place plan play
    point poll pop populate position post postpone practise predict prefer prepare prescribe present preserve press
    prevent preview price print prioritise prioritize proceed process produce prohibit prompt propose protect prove
    provide publish pull purchase purge push put query question queue quit quote raise rank rate reach react read
    realise rearrange reassign reboot recalculate receive recharge recognise recognize recommend reconcile reconnect
    record recover recur recycle redact redeem redirect redo reduce refer refill refresh refund refuse register reject
    relate release reload rely remain remember remind remove rename render renew rent reopen reorder repair repeat
    replace replay reply report represent reproduce request require reschedule resell resend reserve reset resize
    resolve respond restart restock restore restrict resubmit resume retain retire retrieve retry return reuse reveal
    reverse review revise revoke reward ring roll rotate round route run save say scale scan schedule score scroll
    search see seed seek select sell send separate serve set settle share ship show shrink shut sign signal simulate
    skip sleep slow snooze solve sort speak specify speed spend split spread stack stamp stand start state stay steer
    step stop store stream study submit subscribe subtract succeed suffer suggest sum summarise summarize supply
    support suppress surface suspend swap swipe switch sync synchronise synchronize tag take talk tally tap teach tell
    terminate test text think throttle throw ticket time toggle total touch trace track trade train transcribe
    transfer transform translate transmit transport trash travel treat trigger trim trust try turn type unassign
    underline understand undo uninstall unlock unsubscribe update upgrade upload use utilise utilize validate vary
    verify view visit visualise visualize void vote wait wake walk want warn wash watch water weigh welcome win
    withdraw withhold work wrap write yield zoom
    amount apologise bid blacklist burn bypass calm care cater chase cite coach compile conduct confuse consider
    consult consume contribute convey crawl crash cross decorate dedicate defer demand deposit diagnose dictate dim
    dispatch dispense dispose dispute divert dock document drain dump elect eliminate emit encourage engage entitle
    equip examine exempt exit explore fade favour finance fine freeze fund gain grind guard hire hope imply
    index inflate influence intercept investigate judge knead lag lay mentor mix motivate nag nest oblige
    observe overbook pin pool pour predefine print proofread quarantine recruit reheat reimburse renumber repay
    reprint rescue rest rewrite risk sample satisfy scrape seal shelve shorten shout sit slide slice sow spot stall
    stick stock strike struggle substitute surprise swipe tackle tailor tick tie tolerate tow tune unify vanish
    vaccinate vent ventilate waive waste weed whitelist wipe wish worry page rerun reprocess reindex recheck rebuild
    mean matter bounce choke reload rename resync rise arise vote defrost charge drip spill bleed beep vibrate obtain attract abandon
    abort absorb accelerate accompany achieve admire advertise amplify assemble assure attain await bleach
    bounce brew broaden cast celebrate censor circulate clamp clip collide commence compensate compete
    condense confess confiscate congratulate conserve construct correspond curate dare debate debug deceive
    deem defend deform demolish demonstrate depart deprecate deteriorate dictate dilute dip discourage discuss
    disrupt dissolve dominate dump duplicate dwell eliminate embark emerge emulate endorse enlarge enquire
    enrich erect erode err evict evolve exaggerate excavate excuse exhaust expose harden hatch heat hesitate
    hinder impair implement impose incorporate incur infer inquire inspire instruct insulate insure intervene
    introduce invent irritate justify kill kneel label laminate latch lift litigate lodge lubricate magnify
    manufacture mend mislead mistake misuse mount multiply negate neglect nominate oblige obstruct oppose
    orient overcharge overflow overheat oversee overtake owe patrol peel penalise penalize possess
    precede preload presume pretend prevail prioritise procure promote pronounce prosecute provoke punish
    pursue quantify rebook reassure recall recheck recite reclaim reckon reconsider reconstruct recount
    reflect refuel refurbish regain regret regulate rehearse reinforce reinstall reinstate relax relieve
    relocate reopen repel represent rescind reside resign resist resolve restrain reunite revert revive rewind
    rid rinse ruin scan scatter seize settle sew shake shift shiver sigh sign sink solder squeeze stabilise
    stabilize starve steal strain strengthen subscribe succeed suck surrender surround survive suspect sustain
    swear swim tend thank thrive tighten transact trespass tuck twist unload unpack unpause untick urge vacate
    vouch lapse weaken weave widen withstand witness worsen wrestle
    """.split()
)

IRREGULAR_VERBS = {
    base: (past, participle)
    for base, past, participle in (
        row.split("/")
        for row in """
        bend/bent/bent bite/bit/bitten breed/bred/bred catch/caught/caught dig/dug/dug forgive/forgave/forgiven
        ride/rode/ridden sing/sang/sung sting/stung/stung sweep/swept/swept wear/wore/worn
        be/was/been become/became/become begin/began/begun bid/bid/bid break/broke/broken bring/brought/brought
        build/built/built burn/burned/burned buy/bought/bought choose/chose/chosen come/came/come cost/cost/cost
        cut/cut/cut deal/dealt/dealt do/did/done draw/drew/drawn drive/drove/driven fall/fell/fallen feed/fed/fed
        feel/felt/felt find/found/found fit/fit/fit fly/flew/flown forbid/forbade/forbidden forget/forgot/forgotten
        freeze/froze/frozen get/got/got give/gave/given go/went/gone grind/ground/ground grow/grew/grown
        hang/hung/hung have/had/had hear/heard/heard hide/hid/hidden hit/hit/hit hold/held/held keep/kept/kept
        know/knew/known lay/laid/laid lead/led/led learn/learned/learned leave/left/left lend/lent/lent let/let/let
        light/lit/lit lose/lost/lost make/made/made meet/met/met override/overrode/overridden
        overwrite/overwrote/overwritten pay/paid/paid put/put/put quit/quit/quit read/read/read redo/redid/redone
        repay/repaid/repaid resell/resold/resold resend/resent/resent reset/reset/reset rewrite/rewrote/rewritten
        ring/rang/rung run/ran/run say/said/said see/saw/seen seek/sought/sought sell/sold/sold send/sent/sent
        set/set/set shrink/shrank/shrunk show/showed/shown shut/shut/shut sit/sat/sat sleep/slept/slept
        slide/slid/slid sow/sowed/sown speak/spoke/spoken spend/spent/spent split/split/split spread/spread/spread
        stand/stood/stood stick/stuck/stuck strike/struck/struck take/took/taken teach/taught/taught tell/told/told
        think/thought/thought throw/threw/thrown understand/understood/understood undo/undid/undone wake/woke/woken
        rise/rose/risen arise/arose/arisen steal/stole/stolen shake/shook/shaken swear/swore/sworn wear/wore/worn tear/tore/torn
        rewind/rewound/rewound wind/wound/wound beat/beat/beaten bend/bent/bent bind/bound/bound swim/swam/swum swing/swung/swung
        sink/sank/sunk sweep/swept/swept mislead/misled/misled mistake/mistook/mistaken oversee/oversaw/overseen
        overtake/overtook/overtaken withstand/withstood/withstood weave/wove/woven rid/rid/rid cast/cast/cast
        win/won/won withdraw/withdrew/withdrawn withhold/withheld/withheld write/wrote/written
        """.split()
    )
}

# Verbs that double their last consonant although the last syllable is not stressed or is not seen to be.
DOUBLING = frozenset(
    """
    ban bid blur cancel control patrol rebel compel chat clip crop cut dim drag drop enrol equip flag flip fit format get hit jog label let level
    log map model nag occur pin plan plug pop put quit refer run scan set ship shut sit skip snap spot step stop
    submit swap tag tap transfer transmit travel trim unplug wrap zip admit commit permit omit defer prefer recur
    program overlap top up rig total
    """.split()
)

# Particles that belong to a verb: "sign up", "log in", "set off".
PARTICLES = frozenset("up in out off on down back over away through along apart together".split())
PHRASAL = frozenset(
    """
    sign-up sign-in sign-out sign-off log-in log-out log-on set-up set-off set-out fill-in fill-out look-up check-in
    check-out opt-in opt-out pick-up drop-off drop-out hand-over hand-out hand-in hand-back back-up print-out
    turn-on turn-off turn-down turn-up switch-on switch-off shut-down shut-off carry-on carry-out go-on go-back
    go-out go-down go-off take-over take-off take-out take-back bring-back bring-in give-back give-up come-back
    come-in come-up call-off call-back put-off put-back put-in roll-back roll-out scale-up scale-down scale-out clock-in
    clock-out find-out sort-out start-up start-over top-up time-out run-out break-down move-on move-out move-in pay-out
    pay-back pay-off cut-off close-down write-off write-down mark-off tick-off work-out join-in keep-up send-out
    send-back send-off point-out zoom-in zoom-out phone-in ring-up call-in stand-by hold-back hold-on catch-up get-back
    """.split()
)

DETERMINERS = frozenset(
    """a an the this that these those each every all any some no both either neither my your his her its our their
    another other several many few most more much less fewer such what which whose enough half""".split()
)
POSSESSIVES = frozenset("my your his her its our their whose".split())
SUBJECT_PRONOUNS = frozenset(
    "i you he she it we they one someone somebody anyone anybody everyone everybody "
    "nobody nothing something who that this these those there".split()
)
PREPOSITIONS = frozenset(
    """about above across after against along among around as at before behind below beneath beside besides between
    beyond by despite during except for from in inside into like near of off on onto out outside over past per since
    than through throughout till to toward towards under underneath until up upon via with within without
    regarding concerning including""".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor so yet because although though while whereas if unless when whenever once "
    "until till after before since that as than whether".split()
)
AUXILIARIES = frozenset(
    "am is are was were be been being has have had do does did isn't aren't wasn't weren't "
    "hasn't haven't hadn't don't doesn't didn't".split()
)
MODALS = frozenset(
    "can could may might must shall should will would cannot can't couldn't mustn't shouldn't won't "
    "wouldn't needn't shan't ought".split()
)
ADVERBS = frozenset(
    """also always never only just then still already often usually sometimes normally mostly automatically
    immediately directly manually currently really simply easily quickly regularly again even ever soon later now
    first not both either neither instead too maybe perhaps possibly ideally preferably hopefully initially therefore
    however anyway daily weekly monthly yearly today tomorrow yesterday online offline rarely almost exactly
    basically actually probably definitely certainly generally eventually afterwards silently safely
    securely reliably personally additionally finally mainly at_least roughly twice""".split()
)
ADJECTIVES_LIKE = frozenset(
    """new old open free available valid invalid empty full next last first second third own same different small
    large big short long high low good bad busy early late main single multiple public private local remote external
    internal current previous upcoming recent weekly monthly daily annual""".split()
)

ACTOR_NOUNS = frozenset(
    """accountant actor admin administrator agent analyst applicant assistant attendee auditor author baker barista
    beneficiary bookkeeper borrower boss buyer caller candidate captain caretaker carer cashier chef child client coach
    colleague collector consumer contractor controller cook coordinator courier creator customer dealer dentist
    developer diner director dispatcher doctor donor driver editor employee employer engineer expert family farmer
    founder friend gardener guardian guest guide head helper host hygienist inspector instructor intern inventor
    investor judge kid landlord lawyer lead leader learner lender librarian maintainer manager mechanic member mentor
    merchant moderator mother neighbor neighbour nurse officer operator organiser organizer owner parent participant
    partner party patient patron person people photographer pharmacist pilot planner player principal programmer
    publisher pupil purchaser reader receptionist recipient referee renter reporter researcher resident
    reviewer runner sales seller shopper sponsor staff stakeholder student subscriber supervisor supplier surveyor
    teacher team technician tenant therapist trainer traveller traveler treasurer tutor user vendor vet veterinarian
    viewer visitor volunteer waiter warden winner worker grower scientist scout trustee brother sister clerk crew auditor
    assessor adviser advisor athlete consultant counsellor counselor adult senior minor household citizen
    pensioner cyclist rider passenger commuter chairperson chairman secretary bakery company shop department office
    management committee board foreman apprentice installer plumber electrician shift-leader picker packer loader
    storekeeper singer dancer swimmer headmaster headmistress headteacher steward usher janitor deputy mayor priest
    pastor nephew niece uncle aunt son daughter grandparent grandchild father dad mum mom sibling wife husband man
    woman carer caregiver chairperson salesperson lad lass guy bloke chap girl boy folk tech rep stranger cousin relative soprano alto tenor depositor conservator archivist curator
     skipper sailor pharmacist physician physiotherapist clinician
    lecturer professor plaintiff electrician housekeeper examiner approver dispatcher estimator payer seller speaker
    specialist translator teammate colleague musician photographer reporter soldier police inmate warden""".split()
)

SYSTEM_NOUNS = frozenset(
    """app application system tool service website site webapp platform program software cli portal product extension
    plugin plug-in add-on bot api dashboard solution game library package script pipeline device backend server
    webshop shop-system database utility planner tracker monitor widget module daemon command page firmware
    app-lication chatbot marketplace engine""".split()
)
