/// The small words that every text of a language is full of, in folded letters, so that they count in text typed without
/// diacritics too.
enum FunctionWords {
  static let byLanguage: [(language: TextLanguage, words: String)] = [
    (
      .english,
      """
      the and of to in is that for it with as was on are be by this at from or an not have has had were which but they you
      we he she his her its their our your will would can could should what when where who how why if there been more
      than about into some do does did please thanks thank regards dear hi hello i my me no so all any one out up only
      also after before these those them him other then just any may must here get let know need want very much many
      don im ive re ll am
      """
    ),
    (
      .turkish,
      """
      ve bir bu da de ile icin olarak olan cok daha en gibi kadar sonra once ama fakat ancak veya ya ki mi mu ne nasil neden
      nerede hangi kim kac zaman her hic ben sen biz siz onlar bana sana bize size onu bunu sunu benim senin bizim sizin
      onun bunun var yok degil olur oldu olan oldugu olabilir lazim tamam evet hayir merhaba selam sayin saygilar
      saygilarimla tesekkur tesekkurler rica ederim ediyorum eder iyi gunler aksam sabah yarin bugun dun simdi saat ilgili
      gore karsi arasinda tarafindan uzerinde sadece bile hem ise eger cunku diye dolayi ayni bazi tum butun diger kendi
      yeni son ilk yil gun hafta ay nedir nelerdir kimdir bey hanim efendim lutfen musunuz misin misiniz miyim oldu
      neydi neyi neye kimdi kimi kimin kime nereye neleri adi icinde ne sey biri birlikte zaten hala artik bence peki geldi gel gelir gitti aldi etti eden edilen yapilan yapti
      """
    ),
    (
      .german,
      """
      der die das und ist nicht ein eine einen einem einer des dem den zu mit von fur auf im ich sie wir ihr er es sich auch
      als an aus bei nach wie oder aber wenn dass war sind wird werden haben hat kann bitte danke gruss grusse sehr geehrte
      herr frau uber zum zur noch nur schon mehr so ihre unser unsere uns ihnen durch bis vor unter mir mich was
      """
    ),
    (
      .french,
      """
      le la les un une des du et est en que qui dans pour pas sur par au aux avec ce cette ces il elle nous vous je ne se
      sont ont mais ou plus son sa ses leur leurs votre notre etre avoir fait comme bonjour merci cordialement monsieur
      madame si tout tous bien qu
      """
    ),
    (
      .spanish,
      """
      el la los las un una de del y que en es por con para no se su sus al lo como mas pero o este esta estos ha han ser
      son fue muy ya si sin sobre entre cuando donde tambien hay usted gracias hola saludos estimado nos le les mi yo porque
      """
    ),
    (
      .italian,
      """
      il lo la gli le un una di del della dei delle e che in per con non si sono da dal dalla al alla ai come piu ma anche
      nel nella questo questa questi ha hanno essere suo sua suoi ci se o grazie ciao saluti gentile cordiali era stato molto
      """
    ),
    (
      .dutch,
      """
      de het een en van in is dat op te zijn met voor niet aan er om hij ze wij ik je u die dit maar ook als bij of naar uit
      door over nog wel geen heeft hebben wordt worden was kan zal groeten bedankt beste geachte mijn uw onze deze meer
      """
    ),
    (
      .portuguese,
      """
      o os a as um uma de do da dos das e que em no na nos nas para por com nao se ao aos sua seu mais como mas foi ser sao
      tem pelo pela ou esta este isso voce eu muito tambem ja quando obrigado obrigada ola atenciosamente prezado sobre entre
      """
    ),
    (
      .swedish,
      """
      och att det som en ett i pa av for med ar den till inte om de har jag vi du han hon var sig fran men kan ska eller nar
      efter vid mot under hej tack halsningar mvh alla detta denna hur vad nagot bara mycket era vara er oss man
      """
    ),
  ]

  /// Ends of longer words that hardly another of these languages has.
  static let endings: [(language: TextLanguage, endings: String)] = [
    (
      .turkish,
      """
      lari leri larin lerin lara lere larda lerde iyor uyor yorum yoruz acak ecek acagiz ecegiz misin musun siniz sunuz imiz
      umuz nize nuza ildi uldu ilmis ulmus inda inde unda unde ndan nden arak erek madi medi digi dugu mistir mustur maktad mekted lik luk
      """
    ),
    (.english, "ing ings tions ness ously"),
    (.german, "ungen keit heit isch"),
  ]
}
