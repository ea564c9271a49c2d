namespace SleepTime.Engine.Storage;

/// <summary>
/// The SQL that keeps the history's entries and its full-text index in step with the runs, whoever writes those. A
/// migration that rebuilds the table of runs loses the triggers on it without a word: it has to run
/// <see cref="CreateTriggers"/> again afterwards.
/// </summary>
internal static class RunSearchSql
{
    /// <summary>
    /// The texts themselves stay with the runs; only their index is kept here. Words are found whatever their case or
    /// accents, and by their first letters.
    /// </summary>
    public const string CreateIndex =
        """
        CREATE VIRTUAL TABLE "HistoryTexts" USING fts5(
            "Question", "Standard", "SleepTime",
            content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2');
        """;

    /// <summary>Enters the runs that are there already, in the order in which they were asked.</summary>
    public const string Fill =
        """
        INSERT INTO "HistoryEntries" ("Id", "IsComparison", "ContextId", "Owner", "CreatedAt", "Standard", "SleepTime")
        SELECT COALESCE("ComparisonId", "Id"), MAX("ComparisonId" IS NOT NULL), "ContextId", "Owner", MIN("CreatedAt"),
               MAX(IIF("Mode" = 'Standard', "State", NULL)), MAX(IIF("Mode" = 'SleepTime', "State", NULL))
        FROM "Runs"
        GROUP BY COALESCE("ComparisonId", "Id")
        ORDER BY MIN("CreatedAt"), COALESCE("ComparisonId", "Id");

        INSERT INTO "HistoryTexts" (rowid, "Question", "Standard", "SleepTime")
        SELECT entry."Number", MAX(run."Question"), MAX(IIF(run."Mode" = 'Standard', run."Answer", '')), MAX(IIF(run."Mode" = 'SleepTime', run."Answer", ''))
        FROM "Runs" AS run JOIN "HistoryEntries" AS entry ON entry."Id" = COALESCE(run."ComparisonId", run."Id")
        GROUP BY entry."Number";
        """;

    /// <summary>What is being written is found once it has ended: to index it again every second would cost more than it is worth.</summary>
    public const string CreateTriggers =
        $"""
        CREATE TRIGGER "RunInserted" AFTER INSERT ON "Runs" BEGIN
            INSERT INTO "HistoryEntries" ("Id", "IsComparison", "ContextId", "Owner", "CreatedAt", "Standard", "SleepTime")
            VALUES (COALESCE(NEW."ComparisonId", NEW."Id"), NEW."ComparisonId" IS NOT NULL, NEW."ContextId", NEW."Owner", NEW."CreatedAt",
                    IIF(NEW."Mode" = 'Standard', NEW."State", NULL), IIF(NEW."Mode" = 'SleepTime', NEW."State", NULL))
            ON CONFLICT ("Id") DO UPDATE SET
                "Standard" = COALESCE(excluded."Standard", "Standard"), "SleepTime" = COALESCE(excluded."SleepTime", "SleepTime");
            {IndexNew}
        END;

        CREATE TRIGGER "RunStateUpdated" AFTER UPDATE OF "State" ON "Runs" WHEN NEW."State" <> OLD."State" BEGIN
            UPDATE "HistoryEntries" SET
                "Standard" = IIF(NEW."Mode" = 'Standard', NEW."State", "Standard"), "SleepTime" = IIF(NEW."Mode" = 'SleepTime', NEW."State", "SleepTime")
            WHERE "Id" = COALESCE(NEW."ComparisonId", NEW."Id");
        END;

        CREATE TRIGGER "RunTextUpdated" AFTER UPDATE OF "State", "Answer" ON "Runs" WHEN NEW."State" NOT IN ('Queued', 'Running') BEGIN
            {IndexNew}
        END;

        CREATE TRIGGER "RunDeleted" AFTER DELETE ON "Runs" BEGIN
            UPDATE "HistoryEntries" SET
                "Standard" = IIF(OLD."Mode" = 'Standard', NULL, "Standard"), "SleepTime" = IIF(OLD."Mode" = 'SleepTime', NULL, "SleepTime")
            WHERE "Id" = COALESCE(OLD."ComparisonId", OLD."Id");
            {IndexOld}
            DELETE FROM "HistoryEntries" WHERE "Id" = COALESCE(OLD."ComparisonId", OLD."Id") AND "Standard" IS NULL AND "SleepTime" IS NULL;
        END;

        CREATE TRIGGER "HistoryEntryDeleted" AFTER DELETE ON "HistoryEntries" BEGIN
            DELETE FROM "HistoryTexts" WHERE rowid = OLD."Number";
        END;
        """;

    public const string Drop =
        """
        DROP TRIGGER "HistoryEntryDeleted";
        DROP TRIGGER "RunDeleted";
        DROP TRIGGER "RunTextUpdated";
        DROP TRIGGER "RunStateUpdated";
        DROP TRIGGER "RunInserted";
        DROP TABLE "HistoryTexts";
        """;

    private const string IndexNew = """
        DELETE FROM "HistoryTexts" WHERE rowid = (SELECT "Number" FROM "HistoryEntries" WHERE "Id" = COALESCE(NEW."ComparisonId", NEW."Id"));
        INSERT INTO "HistoryTexts" (rowid, "Question", "Standard", "SleepTime")
        SELECT entry."Number", MAX(run."Question"), MAX(IIF(run."Mode" = 'Standard', run."Answer", '')), MAX(IIF(run."Mode" = 'SleepTime', run."Answer", ''))
        FROM "HistoryEntries" AS entry JOIN "Runs" AS run ON run."Id" = entry."Id" OR run."ComparisonId" = entry."Id"
        WHERE entry."Id" = COALESCE(NEW."ComparisonId", NEW."Id")
        GROUP BY entry."Number";
        """;

    private const string IndexOld = """
        DELETE FROM "HistoryTexts" WHERE rowid = (SELECT "Number" FROM "HistoryEntries" WHERE "Id" = COALESCE(OLD."ComparisonId", OLD."Id"));
        INSERT INTO "HistoryTexts" (rowid, "Question", "Standard", "SleepTime")
        SELECT entry."Number", MAX(run."Question"), MAX(IIF(run."Mode" = 'Standard', run."Answer", '')), MAX(IIF(run."Mode" = 'SleepTime', run."Answer", ''))
        FROM "HistoryEntries" AS entry JOIN "Runs" AS run ON run."Id" = entry."Id" OR run."ComparisonId" = entry."Id"
        WHERE entry."Id" = COALESCE(OLD."ComparisonId", OLD."Id")
        GROUP BY entry."Number";
        """;
}
