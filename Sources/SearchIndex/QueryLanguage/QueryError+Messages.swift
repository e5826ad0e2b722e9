extension QueryError {
  /// One sentence: what is wrong and what to do.
  public func message(in language: QueryErrorLanguage) -> String {
    switch language {
    case .english: english
    case .turkish: turkish
    }
  }

  private var english: String {
    switch reason {
    case .tooLong(let limit): "The query is longer than \(limit) bytes; shorten it."
    case .tooManyClauses(let limit): "The query has more than \(limit) words and values; divide it."
    case .tooDeep(let limit): "Parentheses lie more than \(limit) deep; leave some out."
    case .unclosedQuote: "This quotation mark is not closed; put another behind the phrase."
    case .unopenedQuote: "This quotation mark closes nothing; put another before the phrase, or leave it out."
    case .unclosedGroup: "This parenthesis is not closed; put ) behind the group."
    case .unopenedGroup: "This parenthesis closes nothing; put ( before the group, or leave it out."
    case .emptyGroup: "There is nothing in these parentheses; put a word in them, or leave them out."
    case .missingOperand(let name): "\(name) has nothing to join here; put a word, or write \"\(name)\" to look for it."
    case .missingValue(let field): "Nothing follows \(field):; put what to look for there."
    case .unknownField(let name, let suggestion?):
      "There is no field \(name):, did you mean \(suggestion):? To look for the text itself, put it in quotation marks."
    case .unknownField(let name, nil):
      "There is no field \(name):; leave it out, or put it all in quotation marks to look for the text itself."
    case .nestedField(let name, let outer):
      "\(name): can't stand in the parentheses of \(outer):; put it outside of them."
    case .unknownChoice(let value, let field, let known, let suggestion):
      "\(field): can't be \(Self.shown(value))" + (suggestion.map { ", did you mean \($0)? " } ?? "; ")
        + (suggestion == nil ? "it" : "It") + " is one of \(known.joined(separator: ", "))."
    case .notADate(let text, let field):
      "\(Self.shown(text)) is no date for \(field):; write one like 2024, 2024-05, 17.05.2024 or 30d."
    case .noSuchDay(let text): "\(Self.shown(text)) is not in the calendar; correct the day, month or hour."
    case .notASize(let text, let field):
      "\(Self.shown(text)) is no size for \(field):; write one like 100, 10k, 1.5M or >2G."
    case .sizeTooLarge(let text): "\(Self.shown(text)) is larger than any size can be; write a smaller one."
    case .reversedRange(let text): "The range \(Self.shown(text)) ends before it begins; exchange its ends."
    case .emptyRange(let text): "Nothing can be \(Self.shown(text)); write a range that has something in it."
    case .spacedRange: "A range has no spaces around its dots; write it like 2024-01..2024-06."
    case .starInside(let word):
      "In \(Self.shown(word)) the * is not at the end; only the end of a word can be left open."
    case .starAtBeginning(let word):
      "\(Self.shown(word)) begins with *; write the beginning of the word before it."
    case .starBehindPhrase: "This * stands behind a phrase or group; only the end of a word can be left open."
    case .noWord(let text): "There is no letter or digit in \(Self.shown(text)); write a word."
    case .doubleMinus: "Two minus signs stand here; one is enough to leave something out."
    }
  }

  private var turkish: String {
    switch reason {
    case .tooLong(let limit): "Sorgu \(limit) bayttan uzun; kısaltın."
    case .tooManyClauses(let limit): "Sorguda \(limit) adetten çok sözcük ve değer var; sorguyu bölün."
    case .tooDeep(let limit): "Ayraçlar \(limit) düzeyden derin; bir kısmını kaldırın."
    case .unclosedQuote: "Bu tırnak kapanmamış; söz öbeğinin sonuna bir tırnak daha koyun."
    case .unopenedQuote: "Bu tırnak hiçbir şeyi kapatmıyor; söz öbeğinin başına da koyun ya da kaldırın."
    case .unclosedGroup: "Bu ayraç kapanmamış; kümenin sonuna ) koyun."
    case .unopenedGroup: "Bu ayraç hiçbir şeyi kapatmıyor; kümenin başına ( koyun ya da kaldırın."
    case .emptyGroup: "Bu ayraçların içi boş; bir sözcük yazın ya da ayraçları kaldırın."
    case .missingOperand(let name):
      "\(name) burada bir şey bağlamıyor; bir sözcük ekleyin ya da onu aramak için \"\(name)\" yazın."
    case .missingValue(let field): "\(field): ardından bir şey gelmiyor; aranacak değeri yazın."
    case .unknownField(let name, let suggestion?):
      "\(name): diye bir alan yok, \(suggestion): mı demek istediniz? Metnin kendisini aramak için tırnak içine alın."
    case .unknownField(let name, nil):
      "\(name): diye bir alan yok; kaldırın ya da metnin kendisini aramak için hepsini tırnak içine alın."
    case .nestedField(let name, let outer): "\(name): alanı \(outer): alanının ayraçları içinde duramaz; dışına alın."
    case .unknownChoice(let value, let field, let known, let suggestion):
      "\(field): alanında \(Self.shown(value)) olmaz" + (suggestion.map { ", \($0) mı demek istediniz? " } ?? "; ")
        + (suggestion == nil ? "şunlardan" : "Şunlardan") + " biri olabilir: \(known.joined(separator: ", "))."
    case .notADate(let text, let field):
      "\(Self.shown(text)) ifadesi \(field): için tarih değil; 2024, 2024-05, 17.05.2024 ya da 30gün gibi yazın."
    case .noSuchDay(let text): "\(Self.shown(text)) takvimde yok; günü, ayı ya da saati düzeltin."
    case .notASize(let text, let field):
      "\(Self.shown(text)) ifadesi \(field): için boyut değil; 100, 10k, 1,5M ya da >2G gibi yazın."
    case .sizeTooLarge(let text): "\(Self.shown(text)) olabilecek her boyuttan büyük; daha küçük yazın."
    case .reversedRange(let text): "\(Self.shown(text)) aralığı başlamadan bitiyor; uçlarını değiştirin."
    case .emptyRange(let text): "Hiçbir şey \(Self.shown(text)) olamaz; içinde bir şey olan bir aralık yazın."
    case .spacedRange: "Aralığın noktalarının çevresinde boşluk olmaz; 2024-01..2024-06 gibi yazın."
    case .starInside(let word):
      "\(Self.shown(word)) içindeki * sonda değil; sözcüğün yalnızca sonu açık bırakılabilir."
    case .starAtBeginning(let word): "\(Self.shown(word)) ifadesi * ile başlıyor; önce sözcüğün başını yazın."
    case .starBehindPhrase: "Bu * bir söz öbeğinin ya da kümenin ardında; yalnızca sözcüğün sonu açık bırakılabilir."
    case .noWord(let text): "\(Self.shown(text)) ifadesinde harf ya da rakam yok; bir sözcük yazın."
    case .doubleMinus: "Burada iki eksi var; bir şeyi dışarıda bırakmak için biri yeter."
    }
  }

  /// What was typed, short enough for a sentence and harmless to a terminal.
  private static func shown(_ text: String) -> String {
    let longest = 40
    let beginning = text.prefix(longest)
    return beginning.map(\.shownInQuery).joined() + (beginning.endIndex == text.endIndex ? "" : "…")
  }
}
