-- CreateEnum
CREATE TYPE "avatar_creator_source" AS ENUM ('text', 'references', 'preset', 'upload');

-- AlterTable
ALTER TABLE "avatar_creator_projects" ADD COLUMN     "archivedAt" TIMESTAMPTZ(3),
ADD COLUMN     "coverAvatarId" TEXT,
ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "avatar_creator_avatars" ADD COLUMN     "deletedAt" TIMESTAMPTZ(3),
ADD COLUMN     "isFavourite" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "parentId" TEXT,
ADD COLUMN     "recipe" JSONB,
ADD COLUMN     "rootId" TEXT,
ADD COLUMN     "source" "avatar_creator_source" NOT NULL DEFAULT 'text',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "model" DROP NOT NULL;

-- AlterTable
ALTER TABLE "assets" ADD COLUMN     "name" TEXT,
ADD COLUMN     "sourceKey" TEXT,
ADD COLUMN     "sourceMime" TEXT;

-- AlterTable
ALTER TABLE "generations" ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "avatar_creator_presets" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "assetId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "avatar_creator_presets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "avatar_creator_consents" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "generationId" TEXT NOT NULL,
    "assetIds" TEXT[],
    "statement" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "avatar_creator_consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_links" (
    "id" TEXT NOT NULL,
    "assetId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "views" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "share_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation_inputs" (
    "generationId" TEXT NOT NULL,
    "assetId" TEXT NOT NULL,

    CONSTRAINT "generation_inputs_pkey" PRIMARY KEY ("generationId","assetId")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT,
    "key" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "avatar_creator_presets_userId_createdAt_idx" ON "avatar_creator_presets"("userId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "avatar_creator_consents_userId_idx" ON "avatar_creator_consents"("userId");

-- CreateIndex
CREATE INDEX "share_links_assetId_createdAt_idx" ON "share_links"("assetId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "share_links_userId_idx" ON "share_links"("userId");

-- CreateIndex
CREATE INDEX "generation_inputs_assetId_idx" ON "generation_inputs"("assetId");

-- CreateIndex
CREATE INDEX "notifications_userId_createdAt_id_idx" ON "notifications"("userId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_userId_key_key" ON "notifications"("userId", "key");

-- CreateIndex
CREATE INDEX "avatar_creator_projects_deletedAt_idx" ON "avatar_creator_projects"("deletedAt");

-- CreateIndex
CREATE INDEX "avatar_creator_avatars_rootId_idx" ON "avatar_creator_avatars"("rootId");

-- CreateIndex
CREATE INDEX "avatar_creator_avatars_deletedAt_idx" ON "avatar_creator_avatars"("deletedAt");

-- CreateIndex
CREATE INDEX "assets_sourceKey_idx" ON "assets"("sourceKey");

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_links" ADD CONSTRAINT "share_links_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_inputs" ADD CONSTRAINT "generation_inputs_generationId_fkey" FOREIGN KEY ("generationId") REFERENCES "generations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_inputs" ADD CONSTRAINT "generation_inputs_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "assets"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was made before can be searched, and read like what is made from now on.
UPDATE "generations" SET "searchText" = lower(coalesce("params"->>'prompt', ''));
UPDATE "avatar_creator_avatars" AS avatar
SET "recipe" = (generation."params" - 'projectId') || jsonb_build_object('model', generation."model")
FROM "generations" AS generation
WHERE generation."id" = avatar."generationId";
