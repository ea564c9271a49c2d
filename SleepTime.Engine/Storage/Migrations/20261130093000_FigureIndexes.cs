using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class FigureIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Answers that can be judged, without looking through all that cannot.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_Runs_Expected" ON "Runs" ("State", "Mode", "ContextId", "CreatedAt", "Owner", "ModelId") WHERE "ExpectedAnswer" IS NOT NULL;
                """);
            // What sleep read has a price too.
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_SleepPasses_Spent";
                CREATE INDEX "IX_SleepPasses_Spent" ON "SleepPasses" ("FinishedAt", "JobId", "Kind", "Number", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TotalMs");
                DROP INDEX "IX_NoteChecks_Spent";
                CREATE INDEX "IX_NoteChecks_Spent" ON "NoteChecks" ("CheckedAt", "JobId", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "TookMs");
                DROP INDEX "IX_SectionNotes_Spent";
                CREATE INDEX "IX_SectionNotes_Spent" ON "SectionNotes" ("CreatedAt", "JobId", "ContextId", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "TookMs");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_SectionNotes_Spent";
                CREATE INDEX "IX_SectionNotes_Spent" ON "SectionNotes" ("CreatedAt", "JobId", "ContextId", "Usage_CompletionTokens", "TookMs");
                DROP INDEX "IX_NoteChecks_Spent";
                CREATE INDEX "IX_NoteChecks_Spent" ON "NoteChecks" ("CheckedAt", "JobId", "Usage_CompletionTokens", "TookMs");
                DROP INDEX "IX_SleepPasses_Spent";
                CREATE INDEX "IX_SleepPasses_Spent" ON "SleepPasses" ("FinishedAt", "JobId", "Kind", "Number", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TotalMs");
                DROP INDEX "IX_Runs_Expected";
                """);
        }
    }
}
