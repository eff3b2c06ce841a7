-- CreateTable
CREATE TABLE "vectorizer_documents" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "assetId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "recipe" JSONB NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vectorizer_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vectorizer_traces" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "generationId" TEXT NOT NULL,
    "assetId" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "choice" JSONB,
    "report" JSONB NOT NULL,
    "layers" JSONB NOT NULL,
    "edits" JSONB NOT NULL DEFAULT '[]',
    "deletedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vectorizer_traces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vectorizer_presets" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vectorizer_presets_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "vectorizer_documents_userId_updatedAt_id_idx" ON "vectorizer_documents"("userId", "updatedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "vectorizer_documents_assetId_idx" ON "vectorizer_documents"("assetId");

-- CreateIndex
CREATE INDEX "vectorizer_documents_deletedAt_idx" ON "vectorizer_documents"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "vectorizer_traces_assetId_key" ON "vectorizer_traces"("assetId");

-- CreateIndex
CREATE INDEX "vectorizer_traces_userId_idx" ON "vectorizer_traces"("userId");

-- CreateIndex
CREATE INDEX "vectorizer_traces_documentId_createdAt_id_idx" ON "vectorizer_traces"("documentId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "vectorizer_traces_generationId_idx" ON "vectorizer_traces"("generationId");

-- CreateIndex
CREATE INDEX "vectorizer_traces_deletedAt_idx" ON "vectorizer_traces"("deletedAt");

-- CreateIndex
CREATE INDEX "vectorizer_presets_userId_createdAt_idx" ON "vectorizer_presets"("userId", "createdAt" DESC);

-- AddForeignKey
ALTER TABLE "vectorizer_traces" ADD CONSTRAINT "vectorizer_traces_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "vectorizer_documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;
