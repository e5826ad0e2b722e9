import ArgumentParser

struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "Show or change one person or organisation, or take many in and out.",
    discussion: """
      A contact is named by one of its addresses or numbers, by its name, or by its id. Nothing is ever lost by a change:
      each is an event in the log, and what was merged can be taken apart again.

      EXAMPLES
        evrak contact show buyer@example.org
        evrak contact add "Derya Aksoy" --mail derya@example.org --phone "0532 555 01 40" --region TR
        evrak contact link "Derya Aksoy" --mail d.aksoy@example.net
        evrak contact affiliate "Derya Aksoy" "Kuzey İnşaat" --role "Satın Alma" --from 2024-01-01
        evrak contact merge derya@example.org d.aksoy@example.net --reason "same phone number"
        evrak contact import people.vcf --preview
      """,
    subcommands: [
      ContactShow.self, ContactAdd.self, ContactEdit.self, ContactLink.self, ContactUnlink.self, ContactAffiliate.self,
      ContactMerge.self, ContactUnmerge.self, ContactImportCommand.self, ContactExportCommand.self,
      ContactDocument.self,
    ])
}

/// Options of all commands that change contacts.
struct ContactOptions: ParsableArguments {
  @OptionGroup var country: RegionOptions
  @OptionGroup var author: AuthorOptions
  @OptionGroup var options: ArchiveOptions
}
