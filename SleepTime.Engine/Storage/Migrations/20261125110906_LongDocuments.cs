using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class LongDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SleepPasses_JobId_Kind_Number_Sample",
                table: "SleepPasses");

            migrationBuilder.DropIndex(
                name: "IX_NoteChecks_JobId_Text",
                table: "NoteChecks");

            migrationBuilder.AddColumn<int>(
                name: "Section",
                table: "SleepPasses",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SectionUsage_CachedTokens",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SectionUsage_CompletionTokens",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SectionUsage_PromptTokens",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Sections",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SectionsDone",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "SectionsSince",
                table: "SleepJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Section",
                table: "NoteChecks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ContextSections",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Split = table.Column<string>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<int>(type: "INTEGER", nullable: false),
                    Length = table.Column<int>(type: "INTEGER", nullable: false),
                    Tokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: true),
                    ContentHash = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContextSections", x => x.Number);
                    table.ForeignKey(
                        name: "FK_ContextSections_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RunGivens",
                columns: table => new
                {
                    RunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sections = table.Column<int>(type: "INTEGER", nullable: false),
                    Matched = table.Column<bool>(type: "INTEGER", nullable: false),
                    Items = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RunGivens", x => x.RunId);
                    table.ForeignKey(
                        name: "FK_RunGivens_Runs_RunId",
                        column: x => x.RunId,
                        principalTable: "Runs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SectionNotes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", nullable: false),
                    ModelId = table.Column<string>(type: "TEXT", nullable: false),
                    PromptVersion = table.Column<string>(type: "TEXT", nullable: false),
                    JobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Lines = table.Column<string>(type: "TEXT", nullable: false),
                    Usable = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Usage_CachedTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_CompletionTokens = table.Column<int>(type: "INTEGER", nullable: false),
                    Usage_PromptTokens = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SectionNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SectionNotes_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SleepPasses_JobId_Section_Kind_Number_Sample",
                table: "SleepPasses",
                columns: new[] { "JobId", "Section", "Kind", "Number", "Sample" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NoteChecks_JobId_Section_Text",
                table: "NoteChecks",
                columns: new[] { "JobId", "Section", "Text" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContextSections_ContextVersionId_Split_Order",
                table: "ContextSections",
                columns: new[] { "ContextVersionId", "Split", "Order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ContextSections_Id",
                table: "ContextSections",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SectionNotes_ContextId_ContentHash",
                table: "SectionNotes",
                columns: new[] { "ContextId", "ContentHash" });

            migrationBuilder.CreateIndex(
                name: "IX_SectionNotes_JobId_ContentHash",
                table: "SectionNotes",
                columns: new[] { "JobId", "ContentHash" },
                unique: true);

            migrationBuilder.Sql(SectionSearchSql.CreateIndex);
            migrationBuilder.Sql(SectionSearchSql.CreateTriggers);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SectionSearchSql.Drop);

            migrationBuilder.DropTable(
                name: "ContextSections");

            migrationBuilder.DropTable(
                name: "RunGivens");

            migrationBuilder.DropTable(
                name: "SectionNotes");

            migrationBuilder.DropIndex(
                name: "IX_SleepPasses_JobId_Section_Kind_Number_Sample",
                table: "SleepPasses");

            migrationBuilder.DropIndex(
                name: "IX_NoteChecks_JobId_Section_Text",
                table: "NoteChecks");

            migrationBuilder.DropColumn(
                name: "Section",
                table: "SleepPasses");

            migrationBuilder.DropColumn(
                name: "SectionUsage_CachedTokens",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "SectionUsage_CompletionTokens",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "SectionUsage_PromptTokens",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Sections",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "SectionsDone",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "SectionsSince",
                table: "SleepJobs");

            migrationBuilder.DropColumn(
                name: "Section",
                table: "NoteChecks");

            migrationBuilder.CreateIndex(
                name: "IX_SleepPasses_JobId_Kind_Number_Sample",
                table: "SleepPasses",
                columns: new[] { "JobId", "Kind", "Number", "Sample" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NoteChecks_JobId_Text",
                table: "NoteChecks",
                columns: new[] { "JobId", "Text" },
                unique: true);
        }
    }
}
