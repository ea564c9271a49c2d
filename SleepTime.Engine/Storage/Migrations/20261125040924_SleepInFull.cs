using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class SleepInFull : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SleepPasses_JobId_Number",
                table: "SleepPasses");

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "SleepPasses",
                type: "TEXT",
                nullable: false,
                defaultValue: "Notes");

            migrationBuilder.AddColumn<bool>(
                name: "Looped",
                table: "SleepPasses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Sample",
                table: "SleepPasses",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "End",
                table: "SleepJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MinNewNotes",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<bool>(
                name: "Paused",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "Priority",
                table: "SleepJobs",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<double>(
                name: "Rank",
                table: "SleepJobs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Samples",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "TokenBudget",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ExpectedQuestionId",
                table: "Runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Author",
                table: "NotesVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "BasedOnId",
                table: "NotesVersions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Origin",
                table: "NotesVersions",
                type: "TEXT",
                nullable: false,
                defaultValue: "Sleep");

            migrationBuilder.AddColumn<string>(
                name: "By",
                table: "Notes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Edited",
                table: "Notes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Notes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ContextSleepSettings",
                columns: table => new
                {
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Choice = table.Column<string>(type: "TEXT", nullable: false),
                    Effort = table.Column<string>(type: "TEXT", nullable: true),
                    Samples = table.Column<int>(type: "INTEGER", nullable: true),
                    TokenBudget = table.Column<int>(type: "INTEGER", nullable: true),
                    ExpectedQuestions = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContextSleepSettings", x => x.ContextId);
                    table.ForeignKey(
                        name: "FK_ContextSleepSettings_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExpectedQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    NotesVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    LogProbability = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExpectedQuestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExpectedQuestions_NotesVersions_NotesVersionId",
                        column: x => x.NotesVersionId,
                        principalTable: "NotesVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NoteChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Verified = table.Column<bool>(type: "INTEGER", nullable: true),
                    By = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", nullable: true),
                    CheckedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NoteChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NoteChecks_SleepJobs_JobId",
                        column: x => x.JobId,
                        principalTable: "SleepJobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SleepDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sleeps = table.Column<bool>(type: "INTEGER", nullable: false),
                    ByPerson = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    ExpectedQuestions = table.Column<double>(type: "REAL", nullable: false),
                    SleepTokens = table.Column<double>(type: "REAL", nullable: false),
                    SavedPerQuestion = table.Column<double>(type: "REAL", nullable: true),
                    Predictability = table.Column<double>(type: "REAL", nullable: true),
                    BreakEven = table.Column<double>(type: "REAL", nullable: true),
                    MadeAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SleepDecisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SleepDecisions_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SleepDecisions_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SleepEvents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SleepEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SleepEvents_SleepJobs_JobId",
                        column: x => x.JobId,
                        principalTable: "SleepJobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SleepPasses_JobId_Kind_Number_Sample",
                table: "SleepPasses",
                columns: new[] { "JobId", "Kind", "Number", "Sample" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SleepJobs_State_Priority",
                table: "SleepJobs",
                columns: new[] { "State", "Priority" });

            migrationBuilder.CreateIndex(
                name: "IX_ExpectedQuestions_NotesVersionId_Order",
                table: "ExpectedQuestions",
                columns: new[] { "NotesVersionId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NoteChecks_JobId_Text",
                table: "NoteChecks",
                columns: new[] { "JobId", "Text" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SleepDecisions_ContextId",
                table: "SleepDecisions",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_SleepDecisions_ContextVersionId_MadeAt",
                table: "SleepDecisions",
                columns: new[] { "ContextVersionId", "MadeAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SleepEvents_JobId_At",
                table: "SleepEvents",
                columns: new[] { "JobId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContextSleepSettings");

            migrationBuilder.DropTable(
                name: "ExpectedQuestions");

            migrationBuilder.DropTable(
                name: "NoteChecks");

            migrationBuilder.DropTable(
                name: "SleepDecisions");

            migrationBuilder.DropTable(
                name: "SleepEvents");

            migrationBuilder.DropIndex(
                name: "IX_SleepPasses_JobId_Kind_Number_Sample",
                table: "SleepPasses");

            migrationBuilder.DropIndex(
                name: "IX_SleepJobs_State_Priority",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "SleepPasses");

            migrationBuilder.DropColumn(
                name: "Looped",
                table: "SleepPasses");

            migrationBuilder.DropColumn(
                name: "Sample",
                table: "SleepPasses");

            migrationBuilder.DropColumn(
                name: "End",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "MinNewNotes",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Paused",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Priority",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Rank",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Samples",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "TokenBudget",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "ExpectedQuestionId",
                table: "Runs");

            migrationBuilder.DropColumn(
                name: "Author",
                table: "NotesVersions");

            migrationBuilder.DropColumn(
                name: "BasedOnId",
                table: "NotesVersions");

            migrationBuilder.DropColumn(
                name: "Origin",
                table: "NotesVersions");

            migrationBuilder.DropColumn(
                name: "By",
                table: "Notes");

            migrationBuilder.DropColumn(
                name: "Edited",
                table: "Notes");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Notes");

            migrationBuilder.CreateIndex(
                name: "IX_SleepPasses_JobId_Number",
                table: "SleepPasses",
                columns: new[] { "JobId", "Number" },
                unique: true);
        }
    }
}
