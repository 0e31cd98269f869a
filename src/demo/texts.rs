//! What the invented people of the demonstration say to each other. First names only; places are invented too.

use anavez_recognition::Audience;

/// A body that somebody speaks for.
pub struct Organisation {
    pub name: &'static str,
    pub sort: &'static str,
    pub by: &'static str,
    pub about: &'static str,
}

/// Words from somebody to somebody.
pub struct Word {
    pub from: &'static str,
    pub to: &'static str,
    pub words: &'static str,
    pub relation: &'static str,
    pub context: &'static str,
    pub language: &'static str,
    /// The word of this list that it answers.
    pub answers: Option<usize>,
    /// Who may see it; none: it waits for an answer.
    pub audience: Option<Audience>,
}

/// A badge model, in French and English.
pub struct Model {
    pub owner: &'static str,
    pub kind: &'static str,
    pub name: (&'static str, &'static str),
    pub description: (&'static str, &'static str),
    pub criteria: (&'static str, &'static str),
}

/// A badge given.
pub struct Award {
    pub model: usize,
    pub to: &'static str,
    pub words: &'static str,
    pub audience: Option<Audience>,
}

/// First names, and a line about each.
pub const PEOPLE: &[(&str, &str)] = &[
    ("Nolwenn", "Médiatrice numérique, à Brest."),
    ("Idriss", "Animateur, curieux de tout ce qui se raconte."),
    ("Fatou", "J’apprends à mon rythme."),
    ("Gaëlle", "Conseillère numérique à la médiathèque."),
    ("Malo", "Données ouvertes, surtout celles des ports."),
    ("Soazig", "Je pose des questions."),
    ("Oumar", "Coordination du Forum."),
    ("Corentin", "Le mardi à La Cale."),
    ("Lucien", "Formateur, depuis peu."),
    ("Kadiatou", "Cheffe d’équipe."),
    ("Maryse", "Fabrique et transmet à La Cale."),
    ("Inès", "Découpe laser, et le reste."),
    ("Ewen", "Veut apprendre à fraiser."),
    ("Jeanne", "Vélos et CV."),
    ("Hervé", "À la mairie, côté associations."),
    ("Thuy", "Grows tomatoes in Brest, and people who grow tomatoes."),
    ("Rozenn", "Two years at the same desk, and counting."),
    ("Aïcha", "Remembers first names."),
    ("Maëlle", "Enseigne la médiation à l’Université du Ponant."),
];

/// Organisations and communities.
pub const ORGANISATIONS: &[Organisation] = &[
    Organisation {
        name: "La Cale",
        sort: "organisation",
        by: "Maryse",
        about: "Un fab lab au bord de l’eau : machines, café, gens.",
    },
    Organisation {
        name: "Université du Ponant",
        sort: "institution",
        by: "Maëlle",
        about: "Formations ouvertes sur la coopération et les données.",
    },
    Organisation {
        name: "Médiathèque des Deux Rades",
        sort: "organisation",
        by: "Gaëlle",
        about: "Livres, jeux, ordinateurs et coups de main.",
    },
    Organisation {
        name: "La table du fond",
        sort: "community",
        by: "Oumar",
        about: "Six personnes, une carte des ateliers où l’on répare.",
    },
];

/// What was said.
pub const WORDS: &[Word] = &[
    Word {
        from: "Nolwenn",
        to: "Idriss",
        words: "Quand la vidéo a lâché, tu as retourné ta chaise et tu as dit : “Bon, on se raconte.” On s’est raconté. C’est ce que je garde de ces quatre jours.",
        relation: "Nous animions le même atelier",
        context: "Forum de Brest",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Idriss",
        to: "Nolwenn",
        words: "Tu as gardé une place pour les gens qui arrivaient en retard, et tu les as présentés. Sans toi, ils repartaient.",
        relation: "Nous animions le même atelier",
        context: "Forum de Brest",
        language: "fr",
        answers: Some(0),
        audience: Some(Audience::Public),
    },
    Word {
        from: "Fatou",
        to: "Gaëlle",
        words: "Tu m’as montré trois fois. Sans soupirer. Maintenant je prends mes rendez-vous toute seule.",
        relation: "Le mardi à la médiathèque",
        context: "Médiathèque des Deux Rades",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Gaëlle",
        to: "Fatou",
        words: "Tu m’as fait ralentir. J’ai réécrit ma fiche avec tes mots à toi, et depuis, plus personne ne me demande où est le bouton.",
        relation: "Le mardi à la médiathèque",
        context: "Médiathèque des Deux Rades",
        language: "fr",
        answers: Some(2),
        audience: Some(Audience::Public),
    },
    Word {
        from: "Malo",
        to: "Soazig",
        words: "Tu as demandé à qui servent nos données ouvertes. Personne n’a su répondre, et on y a passé l’après-midi. C’est la meilleure question que j’aie rapportée.",
        relation: "",
        context: "Forum de Brest, atelier données",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Soazig",
        to: "Malo",
        words: "Merci, mais la question est de Yann, au fond, près du radiateur. Moi, je l’ai juste répétée plus fort.",
        relation: "",
        context: "Forum de Brest, atelier données",
        language: "fr",
        answers: Some(4),
        audience: Some(Audience::Public),
    },
    Word {
        from: "Oumar",
        to: "Corentin",
        words: "À 19 h, tu as rangé deux cents chaises pendant qu’on refaisait le monde. Sans toi, pas de vendredi.",
        relation: "",
        context: "Forum de Brest",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "La Cale",
        to: "Corentin",
        words: "Tu viens le mardi depuis l’hiver, tu as la clé, et tu râles quand il n’y a plus de vis de 4. Tu es des nôtres.",
        relation: "",
        context: "La Cale",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Médiathèque des Deux Rades",
        to: "La Cale",
        words: "Vos bricoleuses viennent lire, nos lecteurs viennent souder. Autant le dire : nous sommes voisins.",
        relation: "",
        context: "",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "La Cale",
        to: "Médiathèque des Deux Rades",
        words: "Vous avez prêté la grande salle un soir de pluie, et vous êtes restés pour ranger.",
        relation: "",
        context: "",
        language: "fr",
        answers: Some(8),
        audience: Some(Audience::Public),
    },
    Word {
        from: "Kadiatou",
        to: "Lucien",
        words: "J’étais au deuxième rang et j’ai tout entendu. Lundi, j’ai refait ton exercice avec mon équipe. Ça a marché.",
        relation: "",
        context: "Forum de Brest, atelier 7",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Nolwenn",
        to: "La table du fond",
        words: "Vous étiez six, vous ne vous connaissiez pas. Jeudi à 18 h il y avait une carte libre des ateliers où l’on répare, et une septième chaise.",
        relation: "",
        context: "Forum de Brest, atelier cartes",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Hervé",
        to: "Jeanne",
        words: "J’y crois, et voici ma part : trois matinées avec toi sur le dossier de la mairie, en septembre.",
        relation: "",
        context: "",
        language: "fr",
        answers: None,
        audience: Some(Audience::Unlisted),
    },
    Word {
        from: "Jeanne",
        to: "Hervé",
        words: "Tu as lu mon idée jusqu’au bout avant de parler d’argent.",
        relation: "",
        context: "",
        language: "fr",
        answers: Some(12),
        audience: Some(Audience::Private),
    },
    Word {
        from: "Corentin",
        to: "Maryse",
        words: "Tu as laissé le gamin se tromper deux fois avant de tendre la main.",
        relation: "",
        context: "La Cale, un mardi",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Inès",
        to: "Maryse",
        words: "Tu m’as donné la clé avant que je sache m’en servir.",
        relation: "Un an au même établi",
        context: "La Cale",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Soazig",
        to: "Nolwenn",
        words: "Tu poses les questions que je range d’habitude dans ma poche.",
        relation: "",
        context: "Train de Quimper",
        language: "fr",
        answers: None,
        audience: None,
    },
    Word {
        from: "Malo",
        to: "Nolwenn",
        words: "Elle a relu ma demande un dimanche soir, et elle a gardé mon ton.",
        relation: "",
        context: "",
        language: "fr",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Thuy",
        to: "La table du fond",
        words: "I followed your seven pages on seeds to the letter. Tomatoes on 20 July. In Brest. Thanks to whoever wrote them and did not sign.",
        relation: "",
        context: "The pages “Seeds” of the wiki",
        language: "en",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "La table du fond",
        to: "Thuy",
        words: "You came back in July with a crate of them and left it by the coffee without a word. We counted: forty.",
        relation: "",
        context: "A Thursday in July",
        language: "en",
        answers: Some(18),
        audience: Some(Audience::Public),
    },
    Word {
        from: "Rozenn",
        to: "Aïcha",
        words: "Two years at the same desk. One thing no badge says: a year later you remember first names.",
        relation: "Two years at the same desk",
        context: "",
        language: "en",
        answers: None,
        audience: Some(Audience::Public),
    },
    Word {
        from: "Lucien",
        to: "Kadiatou",
        words: "Vous étiez au deuxième rang et vous hochiez la tête. C’est à vous que je parlais quand ma voix a cessé de trembler.",
        relation: "",
        context: "Forum de Brest, atelier 7",
        language: "fr",
        answers: None,
        audience: None,
    },
];

/// Badge models.
pub const MODELS: &[Model] = &[
    Model {
        owner: "Nolwenn",
        kind: "peer",
        name: ("Tu m’as fait une place", "You made room for me"),
        description: ("Pour qui accueille, sans en avoir la charge.", "For those who welcome others though it is nobody’s job."),
        criteria: ("Dire à quel moment, et ce que cela a permis.", "Say when, and what it made possible."),
    },
    Model {
        owner: "La Cale",
        kind: "competency",
        name: ("Autonome à la découpe laser", "On my own at the laser cutter"),
        description: ("Utiliser la machine sans personne à côté.", "Using the machine with nobody beside you."),
        criteria: (
            "- Régler trois matières\n- Nommer trois matières interdites\n- Arrêter la machine en cas de fumée\n- Laisser le poste propre",
            "- Set up three materials\n- Name three forbidden ones\n- Stop the machine when it smokes\n- Leave the place clean",
        ),
    },
    Model {
        owner: "La Cale",
        kind: "springboard",
        name: ("Bienvenue à la machine", "Welcome to the machine"),
        description: (
            "Ouvre une séance accompagnée, avant toute expérience.",
            "Opens an accompanied session, before any experience.",
        ),
        criteria: (
            "- Dire ce que l’on veut fabriquer\n- Avoir lu les trois règles de sécurité",
            "- Say what you want to make\n- Have read the three safety rules",
        ),
    },
    Model {
        owner: "La Cale",
        kind: "affiliation",
        name: ("De La Cale", "Of La Cale"),
        description: ("Pour celles et ceux qui font vivre le lieu.", "For those who keep the place alive."),
        criteria: (
            "Venir, aider, suivre la charte. La Cale dit oui, vous aussi.",
            "Come, help, keep the charter. La Cale says yes and so do you.",
        ),
    },
    Model {
        owner: "Soazig",
        kind: "conversational",
        name: ("La question qui fait avancer", "The question that moved us on"),
        description: ("Pour une question qui a changé la suite.", "For a question that changed what came next."),
        criteria: ("Citer la question ; dire ce qu’elle a déplacé.", "Quote it; say what it shifted."),
    },
    Model {
        owner: "La table du fond",
        kind: "collective",
        name: ("Fait ensemble", "Made together"),
        description: (
            "Pour une chose qu’aucune des personnes présentes n’aurait faite sans les autres.",
            "For a thing nobody there would have made without the others.",
        ),
        criteria: (
            "Montrer la chose ; chaque personne dit sa part en une phrase.",
            "Show the thing; each person tells their part in one sentence.",
        ),
    },
    Model {
        owner: "Université du Ponant",
        kind: "micro-credential",
        name: ("Ouvrir des données utiles", "Opening useful data"),
        description: ("Trois crédits, Université du Ponant.", "Three credits, Université du Ponant."),
        criteria: (
            "- Publier un jeu de données documenté\n- Le tenir à jour six mois\n- Montrer un usage par d’autres",
            "- Publish a documented data set\n- Keep it up to date for six months\n- Show a use by others",
        ),
    },
    Model {
        owner: "Jeanne",
        kind: "dream",
        name: ("Un jour, je voudrais…", "One day I would like…"),
        description: ("Pour dire tout haut une envie, même floue.", "To say a wish aloud, even a vague one."),
        criteria: (
            "Une phrase au futur ; un premier pas possible ; qui pourrait aider.",
            "A sentence about the future; a possible first step; who could help.",
        ),
    },
];

/// Badges given.
pub const AWARDS: &[Award] = &[
    Award {
        model: 0,
        to: "Gaëlle",
        words: "Mardi matin, tu as levé les yeux et tu as dit mon nom.",
        audience: Some(Audience::Public),
    },
    Award {
        model: 0,
        to: "Corentin",
        words: "Tu as poussé ton café pour que je pose mon carton.",
        audience: Some(Audience::Public),
    },
    Award {
        model: 1,
        to: "Inès",
        words: "Inès a réglé seule la découpeuse pour trois matières. Quand l’acrylique a fumé, elle a arrêté la machine, puis expliqué pourquoi aux deux personnes qui attendaient.",
        audience: Some(Audience::Public),
    },
    Award {
        model: 2,
        to: "Ewen",
        words: "Tu n’as jamais touché une fraiseuse et tu poses les bonnes questions. Avec ce badge, elle est à toi samedi, Maryse à côté.",
        audience: Some(Audience::Public),
    },
    Award { model: 3, to: "Corentin", words: "", audience: Some(Audience::Public) },
    Award { model: 4, to: "Malo", words: "« À qui servent nos données ouvertes ? »", audience: Some(Audience::Public) },
    Award {
        model: 5,
        to: "Nolwenn",
        words: "Tu as tapé les adresses et fait le café. Les adresses sont justes.",
        audience: Some(Audience::Public),
    },
    Award {
        model: 6,
        to: "Malo",
        words: "Trois crédits pour le module « Ouvrir des données ». Ce qui a convaincu : son jeu de données sur les fontaines est encore à jour un an après.",
        audience: Some(Audience::Public),
    },
    Award { model: 1, to: "Ewen", words: "", audience: None },
];
