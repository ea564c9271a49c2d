using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Contexts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    IsSample = table.Column<bool>(type: "INTEGER", nullable: false),
                    CurrentVersionNumber = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contexts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Facts",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ContextVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", nullable: false),
                    Tokens = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContextVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContextVersions_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SuggestedQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    ExpectedAnswer = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuggestedQuestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SuggestedQuestions_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NotesVersions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Passes = table.Column<int>(type: "INTEGER", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: false),
                    PromptVersion = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotesVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NotesVersions_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_NotesVersions_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ComparisonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    NotesVersionId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Mode = table.Column<string>(type: "TEXT", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Verbosity = table.Column<int>(type: "INTEGER", nullable: false),
                    Temperature = table.Column<float>(type: "REAL", nullable: false),
                    Seed = table.Column<uint>(type: "INTEGER", nullable: true),
                    MaxTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: false),
                    PromptVersion = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    FinishReason = table.Column<string>(type: "TEXT", nullable: true),
                    FailureReason = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Timings_QueueMs = table.Column<double>(type: "REAL", nullable: true),
                    Timings_TimeToFirstTokenMs = table.Column<double>(type: "REAL", nullable: true),
                    Timings_TokensPerSecond = table.Column<double>(type: "REAL", nullable: true),
                    Timings_TotalMs = table.Column<double>(type: "REAL", nullable: true),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: true),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Runs_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Runs_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SleepJobs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    PassesWanted = table.Column<int>(type: "INTEGER", nullable: false),
                    PassesDone = table.Column<int>(type: "INTEGER", nullable: false),
                    StepAsideCount = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FailureReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SleepJobs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SleepJobs_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SleepJobs_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Notes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    NotesVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Pass = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Verified = table.Column<bool>(type: "INTEGER", nullable: true),
                    Struck = table.Column<bool>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notes_NotesVersions_NotesVersionId",
                        column: x => x.NotesVersionId,
                        principalTable: "NotesVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SleepPasses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    FinishReason = table.Column<string>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Timings_QueueMs = table.Column<double>(type: "REAL", nullable: false),
                    Timings_TimeToFirstTokenMs = table.Column<double>(type: "REAL", nullable: true),
                    Timings_TokensPerSecond = table.Column<double>(type: "REAL", nullable: true),
                    Timings_TotalMs = table.Column<double>(type: "REAL", nullable: false),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SleepPasses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SleepPasses_SleepJobs_JobId",
                        column: x => x.JobId,
                        principalTable: "SleepJobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContextVersions_ContentHash",
                table: "ContextVersions",
                column: "ContentHash");

            migrationBuilder.CreateIndex(
                name: "IX_ContextVersions_ContextId_Number",
                table: "ContextVersions",
                columns: new[] { "ContextId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Contexts_CreatedAt",
                table: "Contexts",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Notes_NotesVersionId_Order",
                table: "Notes",
                columns: new[] { "NotesVersionId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotesVersions_ContextId",
                table: "NotesVersions",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_NotesVersions_ContextVersionId",
                table: "NotesVersions",
                column: "ContextVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_NotesVersions_JobId",
                table: "NotesVersions",
                column: "JobId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Runs_ComparisonId",
                table: "Runs",
                column: "ComparisonId");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_ContextId",
                table: "Runs",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_ContextVersionId",
                table: "Runs",
                column: "ContextVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_CreatedAt",
                table: "Runs",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_State",
                table: "Runs",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_SleepJobs_ContextId",
                table: "SleepJobs",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_SleepJobs_ContextVersionId",
                table: "SleepJobs",
                column: "ContextVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_SleepJobs_State_CreatedAt",
                table: "SleepJobs",
                columns: new[] { "State", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SleepPasses_JobId_Number",
                table: "SleepPasses",
                columns: new[] { "JobId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SuggestedQuestions_ContextId_Order",
                table: "SuggestedQuestions",
                columns: new[] { "ContextId", "Order" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Facts");

            migrationBuilder.DropTable(
                name: "Notes");

            migrationBuilder.DropTable(
                name: "Runs");

            migrationBuilder.DropTable(
                name: "SleepPasses");

            migrationBuilder.DropTable(
                name: "SuggestedQuestions");

            migrationBuilder.DropTable(
                name: "NotesVersions");

            migrationBuilder.DropTable(
                name: "SleepJobs");

            migrationBuilder.DropTable(
                name: "ContextVersions");

            migrationBuilder.DropTable(
                name: "Contexts");
        }
    }
}
