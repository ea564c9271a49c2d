using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class RunSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Runs_ContextId",
                table: "Runs");

            migrationBuilder.DropIndex(
                name: "IX_Runs_CreatedAt",
                table: "Runs");

            migrationBuilder.CreateTable(
                name: "HistoryEntries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true), // given by the triggers, and never twice
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IsComparison = table.Column<bool>(type: "INTEGER", nullable: false),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Standard = table.Column<string>(type: "TEXT", nullable: true),
                    SleepTime = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HistoryEntries", x => x.Number);
                    table.ForeignKey(
                        name: "FK_HistoryEntries_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_ContextId_CreatedAt_Id",
                table: "Runs",
                columns: new[] { "ContextId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_CreatedAt_Id",
                table: "Runs",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_HistoryEntries_ContextId",
                table: "HistoryEntries",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_HistoryEntries_Id",
                table: "HistoryEntries",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HistoryEntries_Owner",
                table: "HistoryEntries",
                column: "Owner");

            migrationBuilder.Sql(Storage.RunSearchSql.CreateIndex);
            migrationBuilder.Sql(Storage.RunSearchSql.Fill);
            migrationBuilder.Sql(Storage.RunSearchSql.CreateTriggers);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Storage.RunSearchSql.Drop);

            migrationBuilder.DropTable(
                name: "HistoryEntries");

            migrationBuilder.DropIndex(
                name: "IX_Runs_ContextId_CreatedAt_Id",
                table: "Runs");

            migrationBuilder.DropIndex(
                name: "IX_Runs_CreatedAt_Id",
                table: "Runs");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_ContextId",
                table: "Runs",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_Runs_CreatedAt",
                table: "Runs",
                column: "CreatedAt");
        }
    }
}
