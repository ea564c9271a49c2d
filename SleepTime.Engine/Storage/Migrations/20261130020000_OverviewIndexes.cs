using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OverviewIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What was asked of the notes of each text, so that the break-even of all of them reads no question and no answer.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_Runs_FromNotes" ON "Runs" ("NotesVersionId", "State", "ContextVersionId", "ModelId", "PromptVersion", "CreatedAt", "ComparisonId", "ExpectedQuestionId",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens") WHERE "NotesVersionId" IS NOT NULL;
                """);
            // What sleep spent and did since a moment, without the texts that it wrote.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_SleepPasses_Spent" ON "SleepPasses" ("FinishedAt", "JobId", "Kind", "Number", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TotalMs");
                CREATE INDEX "IX_NoteChecks_Spent" ON "NoteChecks" ("CheckedAt", "JobId", "Usage_CompletionTokens");
                CREATE INDEX "IX_SectionNotes_Spent" ON "SectionNotes" ("CreatedAt", "JobId", "ContextId", "Usage_CompletionTokens");
                CREATE INDEX "IX_NotesVersions_CreatedAt" ON "NotesVersions" ("CreatedAt", "Origin", "ContextId");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var index in new[] { "IX_NotesVersions_CreatedAt", "IX_SectionNotes_Spent", "IX_NoteChecks_Spent", "IX_SleepPasses_Spent", "IX_Runs_FromNotes" })
                migrationBuilder.Sql($"DROP INDEX \"{index}\"");
        }
    }
}
