using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class TextAges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_ContextVersions_CreatedAt_Id",
                table: "ContextVersions",
                columns: new[] { "CreatedAt", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContextVersions_CreatedAt_Id",
                table: "ContextVersions");
        }
    }
}
