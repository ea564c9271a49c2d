using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SectionEffortAndTime : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "PassesWanted",
                table: "SectionNotes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Samples",
                table: "SectionNotes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "TookMs",
                table: "SectionNotes",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "TookMs",
                table: "NoteChecks",
                type: "REAL",
                nullable: true);

            // What is there took the effort of its job. Nobody was asked about most verdicts; how long the others took is not known.
            migrationBuilder.Sql(
                """
                UPDATE SectionNotes SET
                    PassesWanted = COALESCE((SELECT PassesWanted FROM SleepJobs WHERE SleepJobs.Id = SectionNotes.JobId), 1),
                    Samples = COALESCE((SELECT Samples FROM SleepJobs WHERE SleepJobs.Id = SectionNotes.JobId), 1)
                """);
            migrationBuilder.Sql("UPDATE NoteChecks SET TookMs = 0 WHERE Usage_PromptTokens = 0 AND Usage_CompletionTokens = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PassesWanted",
                table: "SectionNotes");

            migrationBuilder.DropColumn(
                name: "Samples",
                table: "SectionNotes");

            migrationBuilder.DropColumn(
                name: "TookMs",
                table: "SectionNotes");

            migrationBuilder.DropColumn(
                name: "TookMs",
                table: "NoteChecks");
        }
    }
}
