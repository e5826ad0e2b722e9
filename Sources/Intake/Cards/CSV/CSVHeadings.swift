/// The headings that are known: of Outlook in English and Turkish, Google (old and new), Thunderbird, our own tables,
/// and those that people write. Compared folded and without numbers, so `E-mail 2 Address` is among them.
enum CSVHeadings {
  /// What to tell a person whose table has none of them.
  static let examples =
    "Name, First Name, Last Name, E-mail, Phone, Mobile Phone, Fax, Company; Ad Soyad, Ad, Soyad, E-posta, Telefon, "
    + "Cep Telefonu, Faks, Şirket"

  static let columns: [String: CSVColumn] = {
    var result: [String: CSVColumn] = [:]
    for field in CardField.all where !field.name.hasPrefix("address") {
      result[CSVColumn.folded(field.heading).words] = .field(field.name)
    }
    for (column, headings) in list {
      for heading in headings.pieces(at: UInt8(ascii: ";")) { result[CSVColumn.folded(heading).words] = column }
    }
    return result
  }()

  private static let list: [(CSVColumn, String)] = names + numbers + places + others

  private static let names: [(CSVColumn, String)] = [
    (
      .name,
      "Name;Full Name;Display Name;Contact;Contact Name;Ad Soyad;Adı Soyadı;Ad ve Soyad;Tam Ad;Görünen Ad;İsim Soyisim;"
        + "İsim Soyad;Kişi;Yetkili;Yetkili Kişi;İlgili Kişi"
    ),
    (.field("given-name"), "First Name;Given Name;Firstname;Ad;Adı;İsim;İlk Ad;İlk Adı"),
    (.field("additional-names"), "Middle Name;Additional Name;İkinci Ad;İkinci Adı;Orta Ad;Göbek Adı"),
    (.field("family-name"), "Last Name;Family Name;Surname;Lastname;Soyad;Soyadı;Soyisim;Soy Ad;Soy Adı"),
    (.field("prefix"), "Name Prefix;Prefix;Salutation;Honorific;Ön Ek;Ad Ön Eki;Hitap"),
    (.field("suffix"), "Name Suffix;Suffix;Son Ek;Sonek;Ad Son Eki"),
    (.field("nickname"), "Nickname;Nick Name;Screen Name;Takma Ad;Takma Adı;Lakap"),
    (.kind, "Kind;Contact Kind;Kişi Türü"),
    (
      .organisation,
      "Company;Company Name;Organization;Organisation;Organization Name;Organisation Name;Employer;Firm;Şirket;"
        + "Şirket Adı;Firma;Firma Adı;Firma Unvanı;Kurum;Kurum Adı;Kuruluş;Kuruluş Adı;İşyeri"
    ),
    (.titleOrPrefix, "Title;Unvan;Ünvan;Unvanı"),
    (.jobTitle, "Job Title;Position;Organization Title;Organisation Title;İş Unvanı;İş Ünvanı;Görev;Görevi;Pozisyon"),
    (.field("role"), "Role;Rol"),
    (
      .field("department"),
      "Department;Organization Department;Organisation Department;Departman;Departmanı;Bölüm;Bölümü;Birim"
    ),
    (.field("profession"), "Profession;Occupation;Meslek;Mesleği"),
    (.field("office"), "Office;Office Location;Organization Location;Ofis;Ofis Konumu;Ofis Yeri"),
  ]

  private static let numbers: [(CSVColumn, String)] = [
    (
      .address,
      "E-mail;E-mail Address;E-mail Value;Mail;Mail Address;Primary Email;Secondary Email;Work Email;Business Email;"
        + "Home Email;Personal Email;Other Email;E-posta;E-posta Adresi;E-posta Adresleri;Eposta;Elektronik Posta;"
        + "Elektronik Posta Adresi;E-mail Adresi;Mail Adresi;İş E-postası;İş E-posta;Ev E-postası;Kişisel E-posta;"
        + "Diğer E-posta"
    ),
    (
      .number(label: "", isFax: false),
      "Phone;Phone Number;Telephone;Telephone Number;Tel;Tel No;Number;Telefon;Telefon Numarası;Telefonu;Telefon No;"
        + "Numara;Sabit Telefon;Primary Phone;Birincil Telefon;Callback;Geri Arama;Radio Phone;Radyo Telefon;"
        + "Telsiz Telefon"
    ),
    (
      .number(label: "work", isFax: false),
      "Business Phone;Work Phone;Office Phone;Phone Work;İş Telefonu;İş Telefon;İş Tel;Ofis Telefonu"
    ),
    (.number(label: "home", isFax: false), "Home Phone;Ev Telefonu;Ev Telefon;Ev Tel"),
    (
      .number(label: "cell", isFax: false),
      "Mobile Phone;Mobile;Mobile Number;Cell Phone;Cell;Cellular;GSM;GSM No;Cep Telefonu;Cep Telefon;Cep Tel;Cep;"
        + "Cep No;Mobil Telefon;Mobil"
    ),
    (.number(label: "main", isFax: false), "Company Main Phone;Main Phone;Şirket Ana Telefonu;Ana Telefon;Santral"),
    (.number(label: "car", isFax: false), "Car Phone;Araç Telefonu;Araba Telefonu"),
    (.number(label: "pager", isFax: false), "Pager;Pager Number;Çağrı Cihazı"),
    (.number(label: "other", isFax: false), "Other Phone;Diğer Telefon"),
    (
      .number(label: "assistant", isFax: false),
      "Assistant's Phone;Assistant Phone;Yardımcının Telefonu;Asistanın Telefonu;Asistan Telefonu"
    ),
    (.number(label: "", isFax: true), "Fax;Fax Number;Fax No;Faks;Faks No;Faks Numarası;Belgegeçer;Belgeç"),
    (.number(label: "work", isFax: true), "Business Fax;Work Fax;İş Faksı;İş Faks"),
    (.number(label: "home", isFax: true), "Home Fax;Ev Faksı;Ev Faks"),
    (.number(label: "other", isFax: true), "Other Fax;Diğer Faks"),
  ]

  private static let english =
    ";Street;Street Address;PO Box;City;State;Province;County;Region;Postal Code;ZipCode;Zip;Country;Country/Region"
  private static let turkish =
    ";Cadde;Sokak;Cadde Sokak;Posta Kutusu;Şehir;Şehri;İl;İlçe;Eyalet;Bölge;İl Bölge;Posta Kodu;Ülke;Ülke/Bölge"

  private static let places: [(CSVColumn, String)] =
    [
      (.formatted(.work), "Address;Addresses;Postal Address;Adres;Adresi;Posta Adresi;Açık Adres"),
      (.formatted(.home), "Full Home Address;Tam Ev Adresi"),
    ]
    + [
      (.none, "", english + turkish), (.work, "Business ", english), (.work, "Work ", english + ";Address"),
      (.work, "Office ", english), (.work, "İş ", turkish + ";Adresi"), (.work, "İş Adresi ", turkish),
      (.home, "Home ", english + ";Address"), (.home, "Ev ", turkish + ";Adresi"), (.home, "Ev Adresi ", turkish),
      (.other, "Other ", english), (.other, "Diğer ", turkish), (.other, "Diğer Adres ", turkish),
    ].map { (place: CSVColumn.Place, start: String, ends: String) in
      let headings = ends.pieces(at: UInt8(ascii: ";")).dropFirst().map { start + $0 }
      return (.postal(place), headings.joined(separator: ";"))
    }

  private static let others: [(CSVColumn, String)] = [
    (.categories, "Categories;Category;Group Membership;Groups;Labels;Kategoriler;Kategori;Grup;Gruplar;Etiketler"),
    (
      .field("note"),
      "Notes;Note;Comment;Comments;Remarks;Notlar;Not;Notu;Açıklama;Açıklamalar"
    ),
    (
      .field("url"),
      "Web Page;Web;Web Site;Website;Website Value;URL;Homepage;Web Sayfası;Web Sitesi;Web Adresi;Site;"
        + "Personal Web Page;Business Web Page"
    ),
    (.field("birthday"), "Birthday;Birth Date;Date of Birth;Doğum Günü;Doğum Tarihi"),
    (.field("anniversary"), "Anniversary;Yıldönümü;Yıl Dönümü;Evlilik Yıldönümü"),
    (.field("gender"), "Gender;Cinsiyet;Cinsiyeti"),
    (.field("language"), "Language;Dil;Dili"),
    (.field("manager"), "Manager's Name;Manager;Manager Name;Yöneticinin Adı;Yönetici;Yönetici Adı"),
    (
      .field("assistant"),
      "Assistant's Name;Assistant;Assistant Name;Yardımcının Adı;Asistanın Adı;Asistan;Asistan Adı"
    ),
    (.field("spouse"), "Spouse;Eş;Eşi;Eşinin Adı"),
    (.field("uid"), "UID;Contact ID;External ID"),
    (.field("instant-message"), "Instant Message;IM Value;Anlık İleti;Anlık Mesaj"),
    (.field("time-zone"), "Time Zone;Saat Dilimi"),
    (.field("sort-name"), "File As;Dosyalama"),
  ]
}
