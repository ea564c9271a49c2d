using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AnswerOutcomes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "Runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "Given");

            // As AnswerOutcomes tells it of new runs.
            migrationBuilder.Sql(
                """
                UPDATE "Runs" SET "Outcome" = 'CutOff' WHERE "State" = 'Completed' AND "FinishReason" = 'MaxTokens';
                UPDATE "Runs" SET "Outcome" = 'Unknown' WHERE "State" = 'Completed' AND "FinishReason" <> 'MaxTokens' AND rtrim("Answer", '.*` ' || char(10)) LIKE '%Answer: unknown';
                """);
            // Figures read the outcome, and what sleep spent its time, from an index without reading the texts.
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_Runs_Pairs";
                CREATE INDEX "IX_Runs_Pairs" ON "Runs" ("ComparisonId", "Mode", "State", "Outcome", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens",
                    "Timings_QueueMs", "Timings_TotalMs", "NotesVersionId", "ExpectedQuestionId");
                DROP INDEX "IX_Runs_Figures";
                CREATE INDEX "IX_Runs_Figures" ON "Runs" ("State", "Mode", "ContextId", "CreatedAt", "Id", "ComparisonId", "Owner", "ModelId", "ExpectedQuestionId", "CachedFrom", "Outcome",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TimeToFirstTokenMs", "Timings_TotalMs");
                DROP INDEX "IX_Runs_FromNotes";
                CREATE INDEX "IX_Runs_FromNotes" ON "Runs" ("NotesVersionId", "State", "ContextVersionId", "ModelId", "PromptVersion", "CreatedAt", "ComparisonId", "ExpectedQuestionId", "Outcome",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens") WHERE "NotesVersionId" IS NOT NULL;
                DROP INDEX "IX_NoteChecks_Spent";
                CREATE INDEX "IX_NoteChecks_Spent" ON "NoteChecks" ("CheckedAt", "JobId", "Usage_CompletionTokens", "TookMs");
                DROP INDEX "IX_SectionNotes_Spent";
                CREATE INDEX "IX_SectionNotes_Spent" ON "SectionNotes" ("CreatedAt", "JobId", "ContextId", "Usage_CompletionTokens", "TookMs");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP INDEX "IX_SectionNotes_Spent";
                CREATE INDEX "IX_SectionNotes_Spent" ON "SectionNotes" ("CreatedAt", "JobId", "ContextId", "Usage_CompletionTokens");
                DROP INDEX "IX_NoteChecks_Spent";
                CREATE INDEX "IX_NoteChecks_Spent" ON "NoteChecks" ("CheckedAt", "JobId", "Usage_CompletionTokens");
                DROP INDEX "IX_Runs_FromNotes";
                CREATE INDEX "IX_Runs_FromNotes" ON "Runs" ("NotesVersionId", "State", "ContextVersionId", "ModelId", "PromptVersion", "CreatedAt", "ComparisonId", "ExpectedQuestionId",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens") WHERE "NotesVersionId" IS NOT NULL;
                DROP INDEX "IX_Runs_Figures";
                CREATE INDEX "IX_Runs_Figures" ON "Runs" ("State", "Mode", "ContextId", "CreatedAt", "Id", "ComparisonId", "Owner", "ModelId", "ExpectedQuestionId", "CachedFrom",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TimeToFirstTokenMs", "Timings_TotalMs");
                DROP INDEX "IX_Runs_Pairs";
                CREATE INDEX "IX_Runs_Pairs" ON "Runs" ("ComparisonId", "Mode", "State", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens",
                    "Timings_QueueMs", "Timings_TotalMs", "NotesVersionId", "ExpectedQuestionId");
                """);
            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "Runs");
        }
    }
}
