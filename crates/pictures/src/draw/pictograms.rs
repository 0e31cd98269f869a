//! The drawn emblems: strokes on a 24 × 24 grid, and the stems of the words that call them.

/// A pictogram.
pub(super) struct Pictogram {
    /// Stroked path data on the 24 × 24 grid.
    pub(super) strokes: &'static str,
    /// Filled dots `(x, y, r)` on the same grid, as they are written.
    pub(super) dots: &'static [(&'static str, &'static str, &'static str)],
    /// Beginnings, without accents, of the words that call it, in the languages of the interface.
    pub(super) stems: &'static [&'static str],
}

/// All pictograms. The order counts: a word that two of them know goes to the earlier.
pub(super) const PICTOGRAMS: [Pictogram; 33] = [
    // speech
    Pictogram {
        strokes: "M4 5h16v10H11l-4 4v-4H4z",
        dots: &[],
        stems: &["parole", "recit", "racont", "conte", "debat", "histoir", "stor", "speak"],
    },
    // ear
    Pictogram {
        strokes: "M7 9a5 5 0 0 1 10 0c0 4.5-4 4-4 8a2.6 2.6 0 0 1-5 .8M10 9.2a2 2 0 0 1 4 0",
        dots: &[],
        stems: &["ecout", "accueil", "mediat", "listen", "welcom"],
    },
    // book
    Pictogram {
        strokes: "M12 7C9 5 6 5 3 6v12c3-1 6-1 9 1c3-2 6-2 9-1V6c-3-1-6-1-9 1zM12 7v12",
        dots: &[],
        stems: &["lire", "lectur", "livre", "biblio", "book", "read"],
    },
    // shoot
    Pictogram {
        strokes: "M12 20v-9M12 12c0-4-3-6-7-6c0 4 3 6 7 6zM12 10.5c0-3.5 3-5.5 7-5.5c0 4-3 6-7 5.5",
        dots: &[],
        stems: &["jardin", "graine", "pousse", "debut", "seed", "garden"],
    },
    // lightning
    Pictogram { strokes: "M13 3L6 13h5l-1 8l7-10h-5z", dots: &[], stems: &["soud", "electr", "energ", "weld"] },
    // beam
    Pictogram { strokes: "M12 3v10M12 13l-6 5M12 13l6 5M12 13v5M4 21h16", dots: &[], stems: &["laser", "decoup", "cut"] },
    // boat
    Pictogram {
        strokes: "M11.5 3v12M11.5 4c4 2 6 6 6.5 11H6c.5-3 2-6 3-7.5M4 18h16l-2.5 3h-11z",
        dots: &[],
        stems: &["bateau", "voile", "naviga", "marin", "sail", "boat"],
    },
    // lighthouse
    Pictogram {
        strokes: "M8.5 21l1.5-11h4l1.5 11zM8 10h8M10 10V6.5h4V10M10 6.5l2-2.5l2 2.5M3 7l3.5.8M21 7l-3.5.8M9.3 16h5.4",
        dots: &[],
        stems: &["phare", "veill", "guid", "lighthouse"],
    },
    // compass
    Pictogram {
        strokes: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM15.8 8.2l-2.2 5.4l-5.4 2.2l2.2-5.4z",
        dots: &[],
        stems: &["orient", "boussole", "projet", "choisi", "compass"],
    },
    // key
    Pictogram {
        strokes: "M3 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM11 12h10M17 12v4M21 12v3",
        dots: &[],
        stems: &["cle", "acces", "machine", "key"],
    },
    // door
    Pictogram {
        strokes: "M6 21V4.5L15 3v18M15 5h4v16M3 21h18M11.5 12v1",
        dots: &[],
        stems: &["porte", "seuil", "ouvr", "hospital", "open"],
    },
    // bridge
    Pictogram {
        strokes: "M2 17h20M3 17c3-9 15-9 18 0M7.5 17v-5M12 17v-7M16.5 17v-5M4 20v-3M20 20v-3",
        dots: &[],
        stems: &["pont", "passerell", "lien", "interm", "bridge"],
    },
    // lamp
    Pictogram {
        strokes: "M9 17c0-3-3-4-3-8a6 6 0 0 1 12 0c0 4-3 5-3 8zM10 20.5h4M12 17v-5",
        dots: &[],
        stems: &["idee", "invent", "imagin", "eclair", "idea"],
    },
    // bicycle
    Pictogram {
        strokes: "M2.5 16a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0zM14.5 16a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0zM6 16l3.5-7h5.5l3 7M9.5 9l3 7l2.5-7l-.8-3H17M8 9h3",
        dots: &[],
        stems: &["velo", "cycl", "bike"],
    },
    // map
    Pictogram {
        strokes: "M3 6l6-2l6 2l6-2v14l-6 2l-6-2l-6 2zM9 4v14M15 6v14",
        dots: &[],
        stems: &["carte", "carto", "territ", "map"],
    },
    // data
    Pictogram { strokes: "M4 4v16h16M8.5 15.5l3.5-5l3.5 2.5l4-6", dots: &[], stems: &["donnee", "data", "statist", "indicat"] },
    // code
    Pictogram {
        strokes: "M8 7l-5 5l5 5M16 7l5 5l-5 5M13.5 5l-3 14",
        dots: &[],
        stems: &["code", "logiciel", "libre", "develop", "software"],
    },
    // thread
    Pictogram {
        strokes: "M20.5 3.5L8 16M16.5 5.5l2 2M8 16c-3 2-5 1-4.5 3s5 1.5 8 .5s6-2 8.5-.5",
        dots: &[],
        stems: &["coud", "couture", "fil", "textile", "sew"],
    },
    // pot
    Pictogram {
        strokes: "M4.5 11h15v5a4 4 0 0 1-4 4h-7a4 4 0 0 1-4-4zM2 11h20M9 7.5c0-2 1.5-2 1.5-4M14 7.5c0-2 1.5-2 1.5-4",
        dots: &[],
        stems: &["cuisin", "repas", "soupe", "cook"],
    },
    // camera
    Pictogram {
        strokes: "M3 8h4l2-3h6l2 3h4v11H3zM8.5 13.2a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
        dots: &[],
        stems: &["photo", "image", "video", "film"],
    },
    // sound
    Pictogram {
        strokes: "M4 10v4M8 7v10M12 4v16M16 8v8M20 10.5v3",
        dots: &[],
        stems: &["son", "musique", "radio", "voix", "music"],
    },
    // house
    Pictogram {
        strokes: "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-6h4v6",
        dots: &[],
        stems: &["tiers", "lieu", "maison", "habit", "place"],
    },
    // ring
    Pictogram {
        strokes: "M12 8.4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 0 0 0-7.2z",
        dots: &[
            ("12", "3.6", "2.1"),
            ("19.3", "7.8", "2.1"),
            ("19.3", "16.2", "2.1"),
            ("12", "20.4", "2.1"),
            ("4.7", "16.2", "2.1"),
            ("4.7", "7.8", "2.1"),
        ],
        stems: &["cercle", "ronde", "collect", "cooper", "equipe", "equip", "facilit", "animer", "anim", "circle"],
    },
    // steps
    Pictogram { strokes: "M3 20h5v-5h5v-5h5V5h3", dots: &[], stems: &["parcours", "etape", "progress", "credit", "step"] },
    // horizon
    Pictogram {
        strokes: "M2.5 15h19M6 19h12M7 15a5 5 0 0 1 10 0M12 7V4M5.5 9.5L3.5 8M18.5 9.5l2-1.5",
        dots: &[],
        stems: &["reve", "horizon", "demain", "avenir", "dream"],
    },
    // eye
    Pictogram {
        strokes: "M2 12c5-8 15-8 20 0c-5 8-15 8-20 0zM9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
        dots: &[],
        stems: &["regard", "temoin", "relect", "review"],
    },
    // pencil
    Pictogram {
        strokes: "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
        dots: &[],
        stems: &["ecri", "dessin", "croqui", "design", "draw", "write"],
    },
    // spanner
    Pictogram {
        strokes: "M20 7.5a4.5 4.5 0 0 1-6 4.7L7.5 19a2 2 0 0 1-3-3l7-6.3a4.5 4.5 0 0 1 5-6L14 6.5l.8 2.7l2.7.8z",
        dots: &[],
        stems: &["repar", "outil", "atelier", "fabri", "bricol", "repair", "make"],
    },
    // knot
    Pictogram {
        strokes: "M9 12a4 4 0 0 1 4-4h3.5a4 4 0 0 1 0 8H15M15 12a4 4 0 0 1-4 4H7.5a4 4 0 0 1 0-8H9",
        dots: &[],
        stems: &["commun", "partag", "contrib", "share", "commons"],
    },
    // hand
    Pictogram {
        strokes: "M8 13V6a1.5 1.5 0 0 1 3 0v5M11 11V4.5a1.5 1.5 0 0 1 3 0V11M14 11V6a1.5 1.5 0 0 1 3 0v8a7 7 0 0 1-7 7c-3 0-4-2-6-6c-.8-1.8 1.2-2.8 2.4-1.3L8 15.5",
        dots: &[],
        stems: &["entraid", "aide", "main", "benevol", "help"],
    },
    // leaf
    Pictogram {
        strokes: "M5 19C4 10 9 4 20 4c0 11-6 16-15 15zM5 19l8-8",
        dots: &[],
        stems: &["transition", "ecolo", "climat", "nature"],
    },
    // mortarboard
    Pictogram {
        strokes: "M2 9.5l10-5l10 5l-10 5zM6 11.5v4.5c3 3 9 3 12 0v-4.5M22 9.5V15",
        dots: &[],
        stems: &["licence", "master", "diplom", "univers", "cours"],
    },
    // globe
    Pictogram {
        strokes: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18",
        dots: &[],
        stems: &["langue", "tradu", "breton", "anglais", "language"],
    },
];
