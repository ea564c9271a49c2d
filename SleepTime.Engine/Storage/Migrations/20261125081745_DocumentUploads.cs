using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class DocumentUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DocumentSources",
                columns: table => new
                {
                    ContextVersionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    Outline = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DocumentSources", x => x.ContextVersionId);
                    table.ForeignKey(
                        name: "FK_DocumentSources_ContextVersions_ContextVersionId",
                        column: x => x.ContextVersionId,
                        principalTable: "ContextVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Uploads",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 260, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Refusal = table.Column<string>(type: "TEXT", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", nullable: true),
                    ContextId = table.Column<Guid>(type: "TEXT", nullable: true),
                    StoresDuplicate = table.Column<bool>(type: "INTEGER", nullable: false),
                    Tokens = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    KeptUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    HasBytes = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Uploads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Uploads_Contexts_ContextId",
                        column: x => x.ContextId,
                        principalTable: "Contexts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_ContextId",
                table: "Uploads",
                column: "ContextId");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_KeptUntil",
                table: "Uploads",
                column: "KeptUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Uploads_State_CreatedAt",
                table: "Uploads",
                columns: new[] { "State", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DocumentSources");

            migrationBuilder.DropTable(
                name: "Uploads");
        }
    }
}
