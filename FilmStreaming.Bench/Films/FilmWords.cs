namespace FilmStreaming.Bench.Films;

/// <summary>What titles, tags and descriptions are made of. The first words of each list come most often.</summary>
internal static class FilmWords
{
    public static readonly string[] Adjectives = Split(
        """
        last dark lost little great secret first silent wild golden black red dead white blue long broken hidden final perfect good
        big new old young beautiful bad crazy strange lonely quiet cold hot sweet bitter green grey silver crimson scarlet burning
        frozen falling rising endless eternal forgotten forbidden sacred cursed haunted deadly fatal innocent guilty honest brave
        mad happy sad angry gentle cruel noble savage invisible impossible incredible unknown unseen untold stolen borrowed
        perilous distant hollow empty crooked naked private public royal common simple double second third fourth seventh hundred
        thousand midnight northern southern eastern western ancient modern electric mechanical infinite sudden slow swift sleeping
        waking dancing singing laughing weeping running flying wandering restless reckless fearless homeless nameless faceless
        bleeding blind deaf mute sleepless merciful grateful faithful unfaithful ordinary extraordinary magnificent terrible
        """);

    public static readonly string[] Nouns = Split(
        """
        love night man life day girl house city world time death woman heart war road king dream story summer boy home blood sea
        river island night mountain forest garden street bridge tower castle train ship letter promise secret game stranger
        daughter son mother father brother sister wife husband widow bride child family friend enemy soldier hunter killer thief
        doctor teacher detective captain queen prince princess emperor magician dancer painter singer gambler gunfighter pirate
        sailor pilot farmer fisherman shepherd baker tailor carpenter nurse priest monk nun angel devil demon ghost vampire
        werewolf witch wizard dragon giant wolf tiger lion bear eagle raven crow swan butterfly spider snake horse dog cat rabbit
        fox whale shark moon sun star sky storm rain snow wind fire ice shadow light mirror window door key ring crown sword
        dagger gun bullet bomb money gold silver diamond pearl treasure map clock hour minute morning evening midnight dawn dusk
        winter spring autumn christmas holiday weekend wedding funeral birthday party feast supper breakfast tea coffee wine
        whisky song music waltz tango opera circus theatre cinema photograph portrait diary book poem silence whisper scream
        laughter tears kiss touch dance journey escape return arrival departure exile revenge justice mercy honour glory shame
        guilt fear courage hope despair faith doubt truth lies murder robbery trial prison hospital school university factory
        office market harbour lighthouse station airport hotel motel cabin cottage palace cathedral monastery desert valley
        canyon prairie meadow lake waterfall glacier volcano planet galaxy comet eclipse horizon paradise hell heaven purgatory
        labyrinth machine robot computer signal code cipher formula experiment virus plague memory amnesia fever wound scar
        """);

    public static readonly string[] Places = Split(
        """
        Paris Berlin London Rome Vienna Tokyo Kyoto Bombay Calcutta Shanghai Havana Lisbon Madrid Seville Venice Naples Prague
        Budapest Warsaw Kraków Moscow Odessa Istanbul Cairo Alexandria Marrakesh Casablanca Dakar Lagos Nairobi Zanzibar Manila
        Jakarta Sydney Melbourne Chicago Boston Memphis Nashville Texas Nevada Alaska Dakota Oregon Montana Córdoba México Lima
        Montevideo Bogotá Quito Santiago Tromsø Bergen Malmö Turku Tallinn Riga Vilnius Gdańsk Zürich Genève Łódź Tbilisi Yerevan
        """);

    public static readonly string[] Verbs = Split(
        """
        finds loses meets leaves follows discovers betrays saves hunts fights marries remembers forgets hides escapes returns
        confronts protects loves hates joins builds destroys steals investigates uncovers defends abandons teaches rescues
        """);

    public static readonly string[] Filler = Split(
        """
        the a and of to in with for on his her their who is from at by an after when as into one must where they but while during
        between before against through two years young small town only now own never everything together alone again soon until
        """);

    public static readonly string[] Tags = Split(
        """
        based-on-novel independent-film true-story revenge friendship coming-of-age small-town murder family love-triangle sequel
        remake black-and-white silent road-trip heist courtroom prison zombie vampire space time-travel dystopia robot alien
        superhero martial-arts samurai western-front cold-war spy conspiracy journalist politics strike immigration refugee
        religion monastery magic fairy-tale folklore ghost haunted-house serial-killer detective noir femme-fatale boxing football
        cycling chess jazz opera ballet circus painter writer cinema high-school university wedding divorce motherhood adoption
        ageing dementia addiction poverty aristocracy revolution resistance occupation pirates shipwreck island jungle desert
        mountain arctic train submarine airplane hotel christmas halloween summer-camp dog horse wolf bear cult-film anthology
        found-footage one-shot stop-motion rotoscoping musical-number slapstick satire parody mockumentary essay biography
        """);

    public static readonly string[] FirstNames = Split(
        """
        John Mary James Anna Robert Maria William Emma David Sofia Michael Julia Peter Elena Thomas Laura Paul Claire Charles
        Alice George Clara Daniel Nina Henry Eva Jack Ingrid Frank Greta Walter Marlene Louis Simone Jean Brigitte Pierre Amélie
        François Chloé René Zoë Hans Käthe Jürgen Renate Günther Ilse Björn Åsa Søren Kirsten Lars Maja Mikko Aino Ivan Olga
        Sergei Natalya Andrzej Agnieszka Zbigniew Małgorzata Jiří Božena István Ágnes Luis Penélope José Carmen Javier Inés João
        Fernanda Giulia Marcello Federico Monica Kenji Setsuko Akira Yuki Hiroshi Naomi Wei Gong Zhang Li Tony Maggie Bong Kang
        Shah Aishwarya Satyajit Sharmila Raj Nargis Youssef Faten Omar Hind Abbas Golshifteh Yılmaz Türkan Ousmane Aïssa Kofi
        """);

    private static readonly string[] Onsets = Split(
        "b br c ch cl d dr f fr g gr h j k kl kr l m n p pr r s sch sk sl st str t th tr v w z ");

    private static readonly string[] Vowels = Split("a e i o u ai ei ie ou ö ä ü é");

    private static readonly string[] Endings = Split(
        "son sen ström mann berg stein ley ford ton well man er ini elli oni ova ski wicz ez es ado eira aki moto yama ng ers ier");

    /// <summary>How many surnames there are.</summary>
    public static int Surnames => Onsets.Length * Vowels.Length * Onsets.Length * Endings.Length;

    /// <summary>Made of syllables: there are more of them than any list has.</summary>
    public static string Surname(int number)
    {
        var (rest, ending) = int.DivRem(number, Endings.Length);
        (rest, var middle) = int.DivRem(rest, Onsets.Length);
        (rest, var vowel) = int.DivRem(rest, Vowels.Length);
        var onset = Onsets[rest % Onsets.Length];
        return string.Concat(char.ToUpperInvariant(onset[0]).ToString(), onset.AsSpan(1), Vowels[vowel], Onsets[middle] + Endings[ending]);
    }

    private static string[] Split(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
