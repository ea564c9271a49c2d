namespace SleepTime.Engine.Storage;

/// <summary>
/// The SQL that keeps the full-text index of sections in step with their table, also when the database deletes them
/// with their context. A migration that rebuilds the table of sections has to run <see cref="CreateTriggers"/> again.
/// </summary>
internal static class SectionSearchSql
{
    /// <summary>The texts stay with the sections; only their index is kept here. Words are found whatever their case, accents or English ending.</summary>
    public const string CreateIndex =
        """
        CREATE VIRTUAL TABLE "SectionTexts" USING fts5(
            "Label", "Text",
            content='ContextSections', content_rowid='Number', tokenize='porter unicode61 remove_diacritics 2');
        """;

    public const string CreateTriggers =
        """
        CREATE TRIGGER "SectionInserted" AFTER INSERT ON "ContextSections" BEGIN
            INSERT INTO "SectionTexts" (rowid, "Label", "Text") VALUES (NEW."Number", NEW."Label", NEW."Text");
        END;

        CREATE TRIGGER "SectionDeleted" AFTER DELETE ON "ContextSections" BEGIN
            INSERT INTO "SectionTexts" ("SectionTexts", rowid, "Label", "Text") VALUES ('delete', OLD."Number", OLD."Label", OLD."Text");
        END;
        """;

    public const string Drop =
        """
        DROP TRIGGER "SectionDeleted";
        DROP TRIGGER "SectionInserted";
        DROP TABLE "SectionTexts";
        """;
}
