using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SleepTime.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class UploadGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Gaps",
                table: "Uploads",
                type: "TEXT",
                nullable: true);

            // No text is refused as too long any more: what was can be tried again.
            migrationBuilder.Sql("""UPDATE "Uploads" SET "Refusal" = NULL WHERE "Refusal" = 'TooLong'""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Gaps",
                table: "Uploads");
        }
    }
}
