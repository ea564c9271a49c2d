using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class AddExperiments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DataSets",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Scorer = table.Column<string>(type: "TEXT", nullable: false),
                    Contexts = table.Column<int>(type: "INTEGER", nullable: false),
                    Questions = table.Column<int>(type: "INTEGER", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Ready = table.Column<string>(type: "TEXT", nullable: true),
                    Plan = table.Column<string>(type: "TEXT", nullable: false),
                    DataSetName = table.Column<string>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    CellCount = table.Column<int>(type: "INTEGER", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: true),
                    PromptVersion = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RanMs = table.Column<double>(type: "REAL", nullable: false),
                    FailureReason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentContexts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentContexts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExperimentContexts_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Passes = table.Column<int>(type: "INTEGER", nullable: false),
                    Samples = table.Column<int>(type: "INTEGER", nullable: false),
                    Lines = table.Column<string>(type: "TEXT", nullable: false),
                    LeftOut = table.Column<int>(type: "INTEGER", nullable: false),
                    Struck = table.Column<int>(type: "INTEGER", nullable: false),
                    TookMs = table.Column<double>(type: "REAL", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", nullable: true),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExperimentNotes_ExperimentContexts_ExperimentContextId",
                        column: x => x.ExperimentContextId,
                        principalTable: "ExperimentContexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    Expected = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    LogProbability = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentQuestions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExperimentQuestions_ExperimentContexts_ExperimentContextId",
                        column: x => x.ExperimentContextId,
                        principalTable: "ExperimentContexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentResults",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ExperimentQuestionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", nullable: false),
                    Verbosity = table.Column<int>(type: "INTEGER", nullable: false),
                    Passes = table.Column<int>(type: "INTEGER", nullable: false),
                    Samples = table.Column<int>(type: "INTEGER", nullable: false),
                    Repeat = table.Column<int>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    Extracted = table.Column<string>(type: "TEXT", nullable: true),
                    IsRight = table.Column<bool>(type: "INTEGER", nullable: false),
                    FinishReason = table.Column<string>(type: "TEXT", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: false),
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
                    table.PrimaryKey("PK_ExperimentResults", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExperimentResults_ExperimentQuestions_ExperimentQuestionId",
                        column: x => x.ExperimentQuestionId,
                        principalTable: "ExperimentQuestions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DataSets_Name",
                table: "DataSets",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentContexts_ExperimentId_Order",
                table: "ExperimentContexts",
                columns: new[] { "ExperimentId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentNotes_ExperimentContextId_Passes_Samples",
                table: "ExperimentNotes",
                columns: new[] { "ExperimentContextId", "Passes", "Samples" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentNotes_ExperimentId",
                table: "ExperimentNotes",
                column: "ExperimentId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentQuestions_ExperimentContextId",
                table: "ExperimentQuestions",
                column: "ExperimentContextId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentQuestions_ExperimentId_Order",
                table: "ExperimentQuestions",
                columns: new[] { "ExperimentId", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentResults_ExperimentId",
                table: "ExperimentResults",
                column: "ExperimentId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentResults_ExperimentQuestionId_Mode_Verbosity_Passes_Samples_Repeat",
                table: "ExperimentResults",
                columns: new[] { "ExperimentQuestionId", "Mode", "Verbosity", "Passes", "Samples", "Repeat" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_CreatedAt_Id",
                table: "Experiments",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_State",
                table: "Experiments",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataSets");

            migrationBuilder.DropTable(
                name: "ExperimentNotes");

            migrationBuilder.DropTable(
                name: "ExperimentResults");

            migrationBuilder.DropTable(
                name: "ExperimentQuestions");

            migrationBuilder.DropTable(
                name: "ExperimentContexts");

            migrationBuilder.DropTable(
                name: "Experiments");
        }
    }
}
