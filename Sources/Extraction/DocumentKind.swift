/// What a document turned out to be. The raw values are recorded with extracts.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  case plainText = "text"
  case html
  case xml
  case richText = "rtf"
  case pdf
  case image
  /// Office Open XML (ISO/IEC 29500).
  case wordDocument = "docx"
  case workbook = "xlsx"
  case presentation = "pptx"
  /// OpenDocument (ISO/IEC 26300).
  case openText = "odt"
  case openSpreadsheet = "ods"
  case openPresentation = "odp"
  /// Word, Excel and PowerPoint up to 2003.
  case legacyWord = "doc"
  case legacyWorkbook = "xls"
  case legacyPresentation = "ppt"
  case outlookMessage = "msg"
  case message = "eml"
  /// What Exchange wraps files in (`winmail.dat`, MS-OXTNEF).
  case tnef
  case archive = "zip"
}
