using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class InsightsIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CachedFrom",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            // Everything that the figures add up, so that they need not read the questions and answers between them.
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_Runs_Figures" ON "Runs" ("State", "Mode", "ContextId", "CreatedAt", "Id", "ComparisonId", "Owner", "ModelId", "ExpectedQuestionId", "CachedFrom",
                    "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens", "Timings_QueueMs", "Timings_TimeToFirstTokenMs", "Timings_TotalMs");
                """);
            migrationBuilder.Sql(
                """
                CREATE INDEX "IX_Runs_Pairs" ON "Runs" ("ComparisonId", "Mode", "State", "Usage_PromptTokens", "Usage_CachedTokens", "Usage_CompletionTokens",
                    "Timings_QueueMs", "Timings_TotalMs", "NotesVersionId", "ExpectedQuestionId");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX \"IX_Runs_Pairs\"");
            migrationBuilder.Sql("DROP INDEX \"IX_Runs_Figures\"");
            migrationBuilder.DropColumn(
                name: "CachedFrom",
                table: "Runs");
        }
    }
}
